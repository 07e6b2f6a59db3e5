package org.obol.agenttools;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

	private final JavaClasses classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("org.obol.agenttools");

	@Test
	void packagesAreFreeOfCycles() {
		slices().matching("org.obol.agenttools.(*)..").should().beFreeOfCycles().check(this.classes);
	}

	@Test
	void noPackageIsADrawerForEverything() {
		noClasses().should().resideInAnyPackage("..util..", "..utils..", "..impl..", "..common..").check(this.classes);
	}

	@Test
	void onlyWhoProvesCallersAndCountsMoneyReadsTheCluster() {
		noClasses().that()
			.resideOutsideOfPackages("org.obol.agenttools.agent", "org.obol.agenttools.spending",
					"org.obol.agenttools.wallet")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.kubernetes..")
			.check(this.classes);
	}

	@Test
	void noOtherProgramIsUsed() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.obol.gateway..", "org.obol.offercontroller..", "org.obol.agentcontroller..")
			.check(this.classes);
	}

	@Test
	void onlyTheEncodingOfCallsUsesTheChainLibrary() {
		noClasses().that()
			.resideOutsideOfPackage("org.obol.agenttools.contract")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.web3j..")
			.check(this.classes);
	}

}
