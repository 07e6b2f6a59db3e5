package org.obol.local.kubernetes;

import java.nio.file.Path;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

class ArchitectureTests {

	private static final JavaClasses CLASSES = new ClassFileImporter().importPath(Path.of("target", "classes"));

	@Test
	void packagesAreFreeOfCycles() {
		slices().matching("org.obol.local.kubernetes.(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void packagesAreNamedForWhatTheyDo() {
		noClasses().should().resideInAnyPackage("..util..", "..utils..", "..impl..", "..common..").check(CLASSES);
	}

	@Test
	void nothingKnowsSpringOrTheSuite() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework..", "org.obol.api..", "org.obol.kube..", "org.obol.x402..")
			.check(CLASSES);
	}

	@Test
	void onlyTheExtensionKnowsJunit() {
		noClasses().that()
			.resideOutsideOfPackage("..junit..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.junit..")
			.check(CLASSES);
	}

	@Test
	void theControlPlaneKnowsNothingOfTheNode() {
		noClasses().that()
			.resideInAnyPackage("..controlplane..", "..binaries..", "..process..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("..node..", "..pod..", "..container..", "..volume..")
			.check(CLASSES);
	}

}
