package org.obol.shell.sell;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
