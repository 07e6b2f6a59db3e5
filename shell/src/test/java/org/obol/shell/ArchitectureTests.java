package org.obol.shell;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** The shell's dependency rules. */
class ArchitectureTests {

	private final JavaClasses classes = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("org.obol.shell");

	@Test
	void packagesAreFreeOfCycles() {
		slices().matching("org.obol.shell.(*)..").should().beFreeOfCycles().check(this.classes);
	}

	@Test
	void nothingHidesInAUtilOrImplPackage() {
		noClasses().should()
			.resideInAnyPackage("..util..", "..utils..", "..impl..", "..common..", "..helper..")
			.check(this.classes);
	}

	@Test
	void web3jStaysWithTheWallets() {
		noClasses().that()
			.resideOutsideOfPackage("org.obol.shell.wallet..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.web3j..")
			.check(this.classes);
	}

	@Test
	void noOtherProgramIsNeeded() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.obol.agentcontroller..", "org.obol.offercontroller..", "org.obol.gateway..",
					"org.obol.storefront..", "org.obol.local..")
			.check(this.classes);
	}

}
