package org.obol.offercontroller;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

	private final JavaClasses classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("org.obol.offercontroller");

	@Test
	void packagesAreFreeOfCycles() {
		slices().matching("org.obol.offercontroller.(*)..").should().beFreeOfCycles().check(this.classes);
	}

	@Test
	void noPackageIsADrawerForEverything() {
		noClasses().should().resideInAnyPackage("..util..", "..utils..", "..impl..", "..common..").check(this.classes);
	}

	@Test
	void noOtherProgramIsUsed() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.obol.gateway..", "org.obol.storefront..", "org.obol.agentcontroller..",
					"org.obol.local..")
			.check(this.classes);
	}

	@Test
	void pricesAndPathsAreDecidedWithoutTheCluster() {
		noClasses().that()
			.resideInAnyPackage("..payment..", "..path..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.obol.kube..", "org.springframework..")
			.check(this.classes);
	}

	@Test
	void onlyTheRegistrationLookUpTalksToChains() {
		noClasses().that()
			.resideOutsideOfPackage("..registration..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.web3j..", "org.obol.x402.chain..")
			.check(this.classes);
	}

}
