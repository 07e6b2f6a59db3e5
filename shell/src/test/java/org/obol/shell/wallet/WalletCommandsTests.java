package org.obol.shell.wallet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.obol.shell.console.TestConsole;
import org.web3j.crypto.WalletUtils;

import static org.assertj.core.api.Assertions.assertThat;

class WalletCommandsTests {

	private static final String KEY = "59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";

	private static final String ADDRESS = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

	@TempDir
	Path home;

	private TestConsole obol;

	@BeforeEach
	void console() {
		this.obol = new TestConsole(Map.of("OBOL_HOME", this.home.toString()));
	}

	private TestConsole.Run imports(String key, String... words) {
		InputStream before = System.in;
		try {
			System.setIn(new ByteArrayInputStream(key.getBytes(StandardCharsets.UTF_8)));
			return this.obol.run(words);
		}
		finally {
			System.setIn(before);
		}
	}

	@Test
	void aNewWalletIsAKeystoreThatOnlyItsOwnerCanRead() throws Exception {
		var run = this.obol.run("wallet", "new", "alice");
		assertThat(run.status()).as(run.err()).isZero();
		Path keystore = this.home.resolve("wallets/alice.json");
		Path password = this.home.resolve("wallets/alice.password");
		assertThat(run.out()).contains(password.toString(), "whoever has both files has the money");
		for (Path file : new Path[] { keystore, password }) {
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
		}
		var credentials = WalletUtils.loadCredentials(Files.readString(password), keystore.toFile());
		assertThat(run.out()).containsIgnoringCase(credentials.getAddress());
		assertThat(run.out() + run.err()).doesNotContain(Files.readString(password));
	}

	@Test
	void aWalletIsNeverOverwritten() throws IOException {
		this.obol.run("wallet", "new", "alice");
		byte[] before = Files.readAllBytes(this.home.resolve("wallets/alice.json"));
		var again = this.obol.run("wallet", "new", "alice");
		assertThat(again.status()).isEqualTo(1);
		assertThat(again.err()).contains("is there already", "--if-missing");
		assertThat(this.obol.run("wallet", "new", "alice", "--if-missing").status()).isZero();
		assertThat(Files.readAllBytes(this.home.resolve("wallets/alice.json"))).isEqualTo(before);
	}

	@Test
	void aKeyIsImportedFromStandardInput() {
		var run = imports("0x" + KEY + "\n", "wallet", "new", "imported", "--import", "-o", "json");
		assertThat(run.json().getAsJsonObject().get("address").getAsString()).isEqualTo(ADDRESS);
		assertThat(run.out() + run.err()).doesNotContain(KEY);
	}

	@Test
	void whatIsNoKeyIsRefusedWithoutRepeatingIt() {
		var run = imports("secret but no key", "wallet", "new", "imported", "--import");
		assertThat(run.status()).isEqualTo(2);
		assertThat(run.err()).contains("64 hex digits").doesNotContain("secret");
		assertThat(this.home.resolve("wallets/imported.json")).doesNotExist();
	}

	@Test
	void aTypedPasswordIsKeptNowhere() throws Exception {
		Path file = Files.writeString(this.home.resolve("pw"), "correct horse\n");
		assertThat(this.obol.run("wallet", "new", "bob", "--password-file", file.toString()).status()).isZero();
		assertThat(this.home.resolve("wallets/bob.password")).doesNotExist();
		assertThat(Files.readString(this.home.resolve("wallets/bob.json"))).contains("262144");
		Files.writeString(file, "wrong horse\n");
		var run = this.obol.run("buy", "agent", "http://127.0.0.1:1/x", "-m", "x", "--wallet", "bob", "--password-file",
				file.toString());
		assertThat(run.err()).isEqualTo("Error: The password does not open wallet 'bob'");
	}

	@Test
	void aPasswordIsAskedTwiceOnATerminal() {
		var differ = this.obol.answering("correct horse", "other horse").run("wallet", "new", "carol");
		assertThat(differ.err()).contains("differ");
		assertThat(this.home.resolve("wallets/carol.json")).doesNotExist();
		assertThat(this.obol.answering("short", "short").run("wallet", "new", "carol").err()).contains("too short");
		assertThat(this.obol.answering("correct horse", "correct horse").run("wallet", "new", "carol").status())
			.isZero();
	}

	@Test
	void theFirstWalletIsTheDefaultUntilAnotherIsChosen() {
		this.obol.run("wallet", "new", "one");
		this.obol.run("wallet", "new", "two");
		assertThat(this.obol.run("wallet", "list").out()).containsPattern("one +0x\\w+ +yes");
		this.obol.run("wallet", "use", "two");
		assertThat(this.obol.run("wallet", "list").out()).containsPattern("two +0x\\w+ +yes")
			.doesNotContainPattern("one +0x\\w+ +yes");
	}

	@Test
	void withoutAChainTheBalanceIsNotGuessed() {
		this.obol.run("wallet", "new");
		var run = this.obol.run("wallet", "balance");
		assertThat(run.status()).isEqualTo(1);
		assertThat(run.err()).contains("No chain is known", "--rpc-url");
	}

}
