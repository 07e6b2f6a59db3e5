package org.obol.local.stack.chain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CompiledContractTests {

	private static final Path STACK = Path.of(System.getProperty("obol.root"), "local/stack/src/main");

	@Test
	void everyArtefactBelongsToTheSourcesAsTheyAre() throws Exception {
		List<String> artefacts = names(STACK.resolve("resources/org/obol/local/stack/chain"), ".json");
		assertThat(artefacts).contains("TestUsdc.json", "TestObol.json");
		for (String artefact : artefacts) {
			assertThat(CompiledContract.load(artefact.replace(".json", "")).sourceHash())
				.as(artefact + " is stale: run make contracts")
				.isEqualTo(sourceHash());
		}
	}

	@Test
	void everythingLiesWhereItsArtefactSays() {
		for (TestToken token : TestToken.values()) {
			assertThat(token.address()).isEqualTo(CompiledContract.load(token.contract()).address());
		}
		for (PlacedContract contract : PlacedContract.values()) {
			assertThat(contract.address()).isEqualTo(CompiledContract.load(contract.contract()).address());
		}
	}

	/** The same sum as in build.mjs: each file's name and content, in order. */
	private static String sourceHash() throws IOException, NoSuchAlgorithmException {
		Path folder = STACK.resolve("solidity");
		List<String> sources = new ArrayList<>();
		for (String name : names(folder, ".sol")) {
			sources.add(name + "\n" + Files.readString(folder.resolve(name)));
		}
		byte[] hash = MessageDigest.getInstance("SHA-256")
			.digest(String.join("\n", sources).getBytes(StandardCharsets.UTF_8));
		return HexFormat.of().formatHex(hash);
	}

	private static List<String> names(Path folder, String ending) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map((file) -> file.getFileName().toString())
				.filter((name) -> name.endsWith(ending))
				.sorted()
				.toList();
		}
	}

}
