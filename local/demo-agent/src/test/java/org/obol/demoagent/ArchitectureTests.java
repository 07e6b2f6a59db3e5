package org.obol.demoagent;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@AnalyzeClasses(packages = "org.obol.demoagent", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	@ArchTest
	static final ArchRule packagesAreFreeOfCycles = slices().matching("org.obol.demoagent.(**)")
		.should()
		.beFreeOfCycles();

	@ArchTest
	static final ArchRule thereAreNoDrawersForLeftovers = noClasses().should()
		.resideInAnyPackage("..util..", "..utils..", "..impl..", "..common..", "..helper..");

	@ArchTest
	static final ArchRule itStandsAlone = noClasses().should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.obol.api..", "org.obol.kube..", "org.obol.x402..", "org.obol.local..", "org.web3j..")
		.because("a demo service is what any seller could have written");

	@ArchTest
	static final ArchRule theChainAndTheAnalystKnowNothingOfTheWeb = noClasses().that()
		.resideInAnyPackage("..chain..", "..analyst..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework..");

}
