package org.obol.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

	private final JavaClasses classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("org.obol.gateway");

	@Test
	void packagesAreFreeOfCycles() {
		slices().matching("org.obol.gateway.(*)..").should().beFreeOfCycles().check(this.classes);
	}

	@Test
	void nothingIsPutIntoDrawersWithoutAName() {
		noClasses().should().resideInAnyPackage("..util..", "..utils..", "..impl..", "..common..").check(this.classes);
	}

	@Test
	void ethereumStaysInTheLibrary() {
		noClasses().should().dependOnClassesThat().resideInAnyPackage("org.web3j..", "fr.acinq..").check(this.classes);
	}

	@Test
	void otherProgramsAreReachedOverTheNetwork() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.obol.agentcontroller..", "org.obol.offercontroller..", "org.obol.storefront..",
					"org.obol.shell..", "org.obol.local..")
			.check(this.classes);
	}

	@Test
	void theWebIsOnlyInTheDoor() {
		noClasses().that()
			.resideInAnyPackage("..paywall..", "..ledger..", "..route..", "..upstream..", "..facilitator..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.web..", "org.springframework.cloud..", "reactor..")
			.check(this.classes);
	}

}
