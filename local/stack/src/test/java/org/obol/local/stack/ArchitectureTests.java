package org.obol.local.stack;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

class ArchitectureTests {

	private final JavaClasses classes = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("org.obol.local.stack");

	@Test
	void packagesAreFreeOfCycles() {
		slices().matching("(org.obol.local.stack..)").should().beFreeOfCycles().check(this.classes);
	}

	@Test
	void noPackageIsADrawer() {
		noClasses().should().resideInAnyPackage("..util..", "..utils..", "..impl..", "..common..").check(this.classes);
	}

	@Test
	void noProgramIsReachedExceptThroughItsJar() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.obol.gateway..", "org.obol.agentcontroller..", "org.obol.offercontroller..",
					"org.obol.storefront..", "org.obol.shell..", "org.obol.demoagent..", "org.obol.x402..",
					"org.web3j..", "org.springframework..")
			.check(this.classes);
	}

}
