package org.obol.x402;

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
		slices().matching("org.obol.x402.(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void packagesAreNamedForWhatTheyDo() {
		noClasses().should().resideInAnyPackage("..util..", "..utils..", "..impl..", "..common..").check(CLASSES);
	}

	@Test
	void nothingKnowsSpringOrKubernetesOrTheOtherModules() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework..", "io.kubernetes..", "org.obol.api..", "org.obol.kube..")
			.check(CLASSES);
	}

	@Test
	void theModelKnowsNoCodecAndNoChain() {
		noClasses().that()
			.resideInAPackage("org.obol.x402")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.obol.x402.*..", "org.web3j..", "tools.jackson..")
			.check(CLASSES);
	}

	@Test
	void codecsKnowNoChain() {
		noClasses().that()
			.resideInAPackage("org.obol.x402.codec")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.web3j..", "org.obol.x402.evm..", "org.obol.x402.chain..")
			.check(CLASSES);
	}

}
