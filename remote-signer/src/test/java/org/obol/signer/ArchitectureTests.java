package org.obol.signer;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

@AnalyzeClasses(packages = "org.obol.signer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	@ArchTest
	static final ArchRule isSmallAndStandsAlone = noClasses().should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework..", "io.kubernetes..", "okhttp3..", "org.obol.api..",
				"org.obol.kube..", "org.obol.x402..")
		.because("one signer runs per wallet");

}
