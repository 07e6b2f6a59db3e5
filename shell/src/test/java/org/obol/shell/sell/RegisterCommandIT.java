package org.obol.shell.sell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.obol.shell.chain.Calldata;
import org.obol.shell.console.TestConsole;
import org.obol.x402.devchain.AnvilChain;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Keys;
import org.web3j.crypto.WalletUtils;

/**
 * Registering on a real chain, with a registry that has the interface of the real one.
 */
class RegisterCommandIT {

	private static final String REGISTRY = "0x8004A818BFB912233c491871b3d84c89A494BD9e";

	private static final AnvilChain CHAIN = AnvilChain.shared();

	@TempDir
	Path home;

	private TestConsole obol;

	@BeforeAll
	static void placeRegistry() {
		CHAIN.place("TestIdentityRegistry", REGISTRY);
	}

	@BeforeEach
	void fundedWallet() {
		this.obol = new TestConsole(Map.of("OBOL_HOME", this.home.toString(), "OBOL_RPC_URL", CHAIN.rpcUrl().toString(),
				"OBOL_GATEWAY", "https://shop.example"));
		this.obol.run("wallet", "new");
		String address = this.obol.run("wallet", "list", "--json")
			.json()
			.getAsJsonArray()
			.get(0)
			.getAsJsonObject()
			.get("address")
			.getAsString();
		CHAIN.rpc("anvil_setBalance", address, "0xde0b6b3a7640000");
	}

	@Test
	void registrationIsMadeAndMarkedOnceAndEndsAsATombstone() {
		JsonObject first = registered();
		assertThat(first.get("alreadyRegistered").getAsBoolean()).isFalse();
		long id = first.get("agentId").getAsLong();
		assertThat(text("cb4799f2" + "%064x".formatted(id) + "%064x".formatted(64) + "%064x".formatted(4)
				+ HexFormat.of().formatHex("x402".getBytes(StandardCharsets.UTF_8)) + "0".repeat(56)))
			.isEqualTo("{\"x402\":true}");
		JsonObject again = registered();
		assertThat(again.get("alreadyRegistered").getAsBoolean()).isTrue();
		assertThat(again.get("agentId").getAsLong()).isEqualTo(id);
		var over = this.obol.run("sell", "unregister", "--json");
		assertThat(over.status()).as(over.err()).isZero();
		String uri = text("c87b56dd" + "%064x".formatted(id));
		assertThat(uri).startsWith("data:application/json;base64,");
		JsonObject tombstone = JsonParser
			.parseString(
					new String(Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1)), StandardCharsets.UTF_8))
			.getAsJsonObject();
		assertThat(tombstone.get("active").getAsBoolean()).isFalse();
		assertThat(tombstone.get("x402Support").getAsBoolean()).isFalse();
		assertThat(
				tombstone.getAsJsonArray("registrations").get(0).getAsJsonObject().get("agentRegistry").getAsString())
			.isEqualTo("eip155:84532:" + REGISTRY);
		assertThat(this.obol.run("sell", "unregister").err()).contains("has not registered");
		assertThat(registered().get("agentId").getAsLong()).isGreaterThan(id);
	}

	@Test
	void aWalletWhoseKeyOnlyASignerHasIsRegisteredToo() throws Exception {
		Path keystores = Files.createDirectory(this.home.resolve("keystores"));
		ECKeyPair key = Keys.createEcKeyPair();
		WalletUtils.generateWalletFile("password", key, keystores.toFile(), false);
		CHAIN.rpc("anvil_setBalance", Keys.toChecksumAddress(Keys.getAddress(key)), "0xde0b6b3a7640000");
		Path token = Files.writeString(this.home.resolve("token"), "bearer\n");
		int port = freePort();
		Process signer = signer(keystores, port);
		try {
			String url = "http://127.0.0.1:" + port;
			await().atMost(Duration.ofSeconds(30))
				.until(() -> this.obol.run("sell", "register", "--remote-signer", url).err().contains("HTTP 401"));
			var run = this.obol.run("sell", "register", "--remote-signer", url, "--signer-token-file", token.toString(),
					"--json");
			assertThat(run.status()).as(run.err()).isZero();
			assertThat(run.json().getAsJsonObject().get("owner").getAsString())
				.isEqualTo(Keys.toChecksumAddress(Keys.getAddress(key)));
			assertThat(CHAIN
				.rpc("eth_getTransactionReceipt", run.json().getAsJsonObject().get("transaction").getAsString())
				.path("status")
				.asString()).isEqualTo("0x1");
		}
		finally {
			signer.destroy();
		}
	}

	/** The signer as it runs in a pod: a process with an environment of its own. */
	private static Process signer(Path keystores, int port) throws IOException {
		Path jar = Path.of(System.getProperty("obol.root", "..")).resolve("remote-signer/target/remote-signer.jar");
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-jar", jar.toString())
			.inheritIO();
		builder.environment().clear();
		builder.environment()
			.putAll(Map.of("SIGNER__SERVER__PORT", "" + port, "SIGNER__KEYSTORE__DIR", keystores.toString(),
					"SIGNER__KEYSTORE__PASSWORD", "password", "SIGNER__AUTH__TOKEN", "bearer", "OBOL_LOCAL", "true"));
		return builder.start();
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	@Test
	void severalChainsNeedAnEndpointEachAndNothingIsSentBeforeAllAreKnown() {
		var run = this.obol.run("sell", "register", "--chain", "base-sepolia,base");
		assertThat(run.status()).isEqualTo(2);
		assertThat(run.err()).contains("the RPC endpoint is base-sepolia, not base", "--rpc base=URL");
		assertThat(this.obol.run("sell", "unregister").err()).contains("has not registered");
		assertThat(this.obol.run("sell", "register", "--rpc", "base=" + CHAIN.rpcUrl()).err())
			.contains("the RPC endpoint is base-sepolia, not base");
		var both = this.obol.run("sell", "register", "--chain", "base-sepolia", "--rpc",
				"base-sepolia=" + CHAIN.rpcUrl(), "--json");
		assertThat(both.json().getAsJsonObject().getAsJsonArray("registrations")).hasSize(1);
	}

	private JsonObject registered() {
		var run = this.obol.run("sell", "register", "--json");
		assertThat(run.status()).as(run.err()).isZero();
		return run.json().getAsJsonObject();
	}

	private static String text(String data) {
		return Calldata
			.readText(CHAIN.rpc("eth_call", Map.of("to", REGISTRY, "data", "0x" + data), "latest").asString());
	}

}
