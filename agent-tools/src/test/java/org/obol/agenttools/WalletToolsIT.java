package org.obol.agenttools;

import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;
import org.obol.x402.devchain.AnvilChain;
import org.obol.x402.evm.EvmAddress;
import org.web3j.crypto.Sign;
import org.web3j.utils.Numeric;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Real transfers and signatures: anvil, the signer program, the official MCP client. */
@KubernetesTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WalletToolsIT {

	private static final AnvilChain CHAIN = AnvilChain.shared();

	private static final String TOKEN = "d4".repeat(32);

	private static final String FRIEND = CHAIN.newAccount().address();

	private static ToolsFixture tools;

	private static WalletFixture wallet;

	private static McpSyncClient agent;

	@BeforeAll
	static void start(TestCluster cluster) throws Exception {
		tools = new ToolsFixture(cluster);
		agent = tools.join("spender", TOKEN, List.of("ethereum-local-wallet"));
		assertThat(refused("wallet_send", Map.of("to", FRIEND, "amount", "0.1"))).isEqualTo("You have no wallet.");
		wallet = new WalletFixture(cluster, "spender").awaitKnownTo(agent);
	}

	@AfterAll
	static void stop() {
		agent.close();
		wallet.close();
		tools.close();
	}

	@Test
	@Order(1)
	void withoutAPolicyNothingIsSentOrSigned() {
		assertThat(call("wallet_address", Map.of()).path("address").asString()).isEqualTo(wallet.address);
		assertThat(refused("wallet_send", Map.of("to", FRIEND, "amount", "0.001"))).contains("policy does not let you");
		assertThat(refused("wallet_sign_message", Map.of("message", "hello"))).contains("policy does not let you");
		assertThat(refused("wallet_sign_typed_data", Map.of("typedData", typed("Mail", FRIEND))))
			.contains("policy does not let you");
	}

	@Test
	@Order(2)
	void coinsAndTokensAreSentToListedReceiversUpToTheLimits() throws Exception {
		policy("""
				{"transfers": [{"network": "base-sepolia", "asset": "USDC", "perCall": "300000", "perDay": "500000"},
				               {"network": "base-sepolia", "perDay": "1000000000000000"}],
				 "fees": [{"network": "base-sepolia", "perDay": "900000000000000000"}],
				 "recipients": ["%s"], "contracts": ["%s", "%s"], "messages": true}""".formatted(FRIEND, FRIEND,
				AnvilChain.USDC.address()));
		JsonNode sent = call("wallet_send", Map.of("to", FRIEND, "amount", "0.25", "asset", "USDC"));
		assertThat(sent.path("status").asString()).isEqualTo("succeeded");
		assertThat(CHAIN.balance(AnvilChain.USDC, FRIEND)).isEqualTo(BigInteger.valueOf(250_000));
		assertThat(call("wallet_send", Map.of("to", FRIEND, "amount", "0.001")).path("status").asString())
			.isEqualTo("succeeded");
		assertThat(CHAIN.rpc("eth_getBalance", FRIEND, "latest").asString()).isEqualTo("0x38d7ea4c68000");
		assertThat(refused("wallet_send", Map.of("to", FRIEND, "amount", "0.3", "asset", "USDC")))
			.contains("today's limit for USDC");
		assertThat(refused("wallet_send", Map.of("to", FRIEND, "amount", "0.31", "asset", "USDC"))).contains("at once");
		assertThat(
				refused("wallet_send", Map.of("to", CHAIN.newAccount().address(), "amount", "0.01", "asset", "USDC")))
			.contains("does not let you send to");
		assertThat(refused("wallet_send", Map.of("to", FRIEND, "amount", "1", "asset", "OBOL")))
			.contains("does not let you send OBOL");
		assertThat(refused("wallet_send", Map.of("to", FRIEND, "amount", "0.0000001", "asset", "USDC")))
			.contains("at most 6 decimals");
		assertThat(refused("wallet_send", Map.of("to", FRIEND, "amount", "-1"))).contains("amount must be");
		assertThat(CHAIN.balance(AnvilChain.USDC, FRIEND)).isEqualTo(BigInteger.valueOf(250_000));
	}

	@Test
	@Order(3)
	void callsAtOnceNeverExceedTheDayAndARestartForgetsNothing() throws Exception {
		tools.restart();
		agent.close();
		tools.awaitAccepted("spender", TOKEN);
		agent = tools.connect("spender", TOKEN);
		agent.initialize();
		List<Callable<Boolean>> calls = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			calls.add(() -> !Boolean.TRUE
				.equals(ToolsFixture.call(agent, "wallet_send", Map.of("to", FRIEND, "amount", "0.1", "asset", "USDC"))
					.isError()));
		}
		int sent = 0;
		try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
			for (Future<Boolean> call : threads.invokeAll(calls)) {
				sent += call.get() ? 1 : 0;
			}
		}
		assertThat(sent).isEqualTo(2);
		assertThat(CHAIN.balance(AnvilChain.USDC, FRIEND)).isEqualTo(BigInteger.valueOf(450_000));
	}

	@Test
	@Order(4)
	void textsAndTypedDataAreSignedByTheWallet() throws Exception {
		String signature = call("wallet_sign_message", Map.of("message", "hello")).path("signature").asString();
		assertThat(signer("hello", signature)).isEqualTo(wallet.address);
		assertThat(
				call("wallet_sign_typed_data", Map.of("typedData", typed("Mail", FRIEND))).path("signature").asString())
			.hasSize(132);
	}

	@Test
	@Order(5)
	void whatMovesMoneyBySignatureIsNeverSigned() {
		assertThat(refused("wallet_sign_typed_data", Map.of("typedData", typed("Permit", FRIEND))))
			.contains("never given");
		assertThat(refused("wallet_sign_typed_data", Map.of("typedData", typed("Mail", AnvilChain.USDC.address()))))
			.contains("never given");
		assertThat(refused("wallet_sign_typed_data",
				Map.of("typedData", typed("Mail", FRIEND).replace("{\"name\":\"chainId\",\"type\":\"uint256\"},", ""))))
			.contains("chainId");
		assertThat(refused("wallet_sign_typed_data", Map.of("typedData", typed("Mail", CHAIN.newAccount().address()))))
			.contains("this contract");
		assertThat(refused("wallet_sign_typed_data", Map.of("typedData", "nonsense"))).contains("EIP-712");
	}

	@Test
	@Order(6)
	void aPolicyThatCantBeReadStopsEverything() throws Exception {
		policy("{\"transfers\": \"all\"}");
		assertThat(refused("wallet_send", Map.of("to", FRIEND, "amount", "0.00001"))).contains("nothing may be spent");
	}

	@Test
	@Order(7)
	void whatWasNotSignedIsGivenBack() throws Exception {
		policy("""
				{"transfers": [{"network": "base-sepolia", "asset": "USDC", "perDay": "460000"}],
				 "fees": [{"network": "base-sepolia", "perDay": "900000000000000000"}], "recipients": ["%s"]}"""
			.formatted(FRIEND));
		wallet.stopSigner();
		for (int i = 0; i < 3; i++) {
			assertThat(refused("wallet_send", Map.of("to", FRIEND, "amount", "0.01", "asset", "USDC")))
				.contains("nothing was signed");
		}
		assertThat(refused("wallet_send", Map.of("to", FRIEND, "amount", "0.02", "asset", "USDC")))
			.contains("today's limit");
	}

	private static void policy(String json) throws Exception {
		WalletFixture.policy(tools.cluster, "spender", json);
		// The annotation reaches the program by its watch: a refusal of an unlisted chain
		// tells nothing, so the policy's own words are looked for.
		await().atMost(Duration.ofSeconds(10)).until(() -> tools.sees("agent-spender/spender", json));
	}

	private static String signer(String message, String signature) throws Exception {
		byte[] bytes = Numeric.hexStringToByteArray(signature);
		Sign.SignatureData data = new Sign.SignatureData(bytes[64], java.util.Arrays.copyOfRange(bytes, 0, 32),
				java.util.Arrays.copyOfRange(bytes, 32, 64));
		BigInteger key = Sign.signedPrefixedMessageToKey(message.getBytes(), data);
		return EvmAddress.checksummed("0x" + org.web3j.crypto.Keys.getAddress(key));
	}

	private static String typed(String type, String contract) {
		return ("{\"types\":{\"EIP712Domain\":[{\"name\":\"chainId\",\"type\":\"uint256\"},"
				+ "{\"name\":\"verifyingContract\",\"type\":\"address\"}],\"%s\":[{\"name\":\"text\",\"type\":\"string\"}]},"
				+ "\"domain\":{\"chainId\":84532,\"verifyingContract\":\"%s\"},\"primaryType\":\"%s\","
				+ "\"message\":{\"text\":\"hi\"}}")
			.formatted(type, contract, type);
	}

	private static JsonNode call(String tool, Map<String, Object> arguments) {
		return ToolsFixture.json(ToolsFixture.call(agent, tool, arguments));
	}

	private static String refused(String tool, Map<String, Object> arguments) {
		McpSchema.CallToolResult result = ToolsFixture.call(agent, tool, arguments);
		assertThat(result.isError()).isTrue();
		return ToolsFixture.text(result);
	}

}
