package org.obol.agentcontroller;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

class ArchitectureTests {

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("org.obol.agentcontroller");

	@Test
	void packagesAreFreeOfCycles() {
		slices().matching("(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void packagesAreNamedForWhatTheyAreAbout() {
		noClasses().should().resideInAnyPackage("..util..", "..utils..", "..impl..", "..helper..").check(CLASSES);
	}

	@Test
	void noOtherProgramIsKnown() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.obol.offercontroller..", "org.obol.gateway..", "org.obol.storefront..",
					"org.obol.shell..", "org.obol.x402..", "org.obol.local..", "org.obol.demoagent..")
			.check(CLASSES);
	}

	@Test
	void keysAreHandledInOnePackageOnly() {
		noClasses().that()
			.resideOutsideOfPackage("org.obol.agentcontroller.wallet..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.web3j..", "org.bouncycastle..")
			.check(CLASSES);
	}

	@Test
	void whatIsWantedIsDecidedWithoutAClient() {
		noClasses().that()
			.resideInAnyPackage("org.obol.agentcontroller.resources..", "org.obol.agentcontroller.runtime..",
					"org.obol.agentcontroller.check..")
			.should()
			.dependOnClassesThat()
			.haveNameMatching(
					"org\\.obol\\.kube\\.Cluster|io\\.kubernetes\\.client\\.openapi\\.ApiClient|java\\.net\\.http\\..*")
			.check(CLASSES);
	}

}
