package org.obol.kube;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

class ArchitectureTests {

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("org.obol.kube");

	@Test
	void packagesAreFreeOfCycles() {
		slices().matching("(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void packagesAreNamedForWhatTheyAreAbout() {
		noClasses().should().resideInAnyPackage("..util..", "..utils..", "..impl..", "..helper..").check(CLASSES);
	}

	@Test
	void theKitKnowsNeitherSpringNorAProgram() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework..", "org.web3j..", "org.obol.agentcontroller..",
					"org.obol.offercontroller..", "org.obol.gateway..", "org.obol.x402..", "org.obol.local..")
			.check(CLASSES);
	}

}
