package org.obol.local.stack.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DevKeyTests {

	@TempDir
	Path directory;

	// The first account of anvil's published test mnemonic.
	@Test
	void theAccountIsTheOneThatEthereumDerives() {
		DevKey key = DevKey.of("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");
		assertThat(key.address()).isEqualTo("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
	}

	@Test
	void aKeyIsMadeOnceAndOnlyItsOwnerMayReadIt() throws IOException {
		Path file = this.directory.resolve("settlement.key");
		DevKey first = DevKey.in(file);
		assertThat(DevKey.in(file)).isEqualTo(first);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
	}

	@Test
	void aWrongKeyIsRefusedWithoutRepeatingIt() {
		assertThatThrownBy(() -> DevKey.of("0xbadsecret")).isInstanceOf(IllegalArgumentException.class)
			.hasMessageNotContaining("badsecret");
		assertThatThrownBy(() -> DevKey.of("0".repeat(64))).isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void aKeyNeverShowsItsSecret() {
		String secret = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
		assertThat(DevKey.of(secret).toString()).doesNotContain(secret);
	}

}
