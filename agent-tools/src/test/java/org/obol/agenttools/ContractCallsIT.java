package org.obol.agenttools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
import tools.jackson.databind.JsonNode;

/**
 * Real calls of real contracts, by an agent that tries everything: anvil, the signer
 * program, the official MCP client.
 */
@KubernetesTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContractCallsIT {

	private static final AnvilChain CHAIN = AnvilChain.shared();

	private static final String TOKEN = "e5".repeat(32);

	private static final String USDC = AnvilChain.USDC.address();

	private static final String VAULT = "0x00000000000000000000000000000000Ca110001".toLowerCase(Locale.ROOT);

	private static final String UPGRADABLE = "0x00000000000000000000000000000000ca110002";

	private static final String CLONE = "0x00000000000000000000000000000000ca110003";

	private static final String NOBODY = "0x00000000000000000000000000000000ca110004";

	private static final String THIEF = CHAIN.newAccount().address();

	private static final String LARGEST = BigInteger.TWO.pow(256).subtract(BigInteger.ONE).toString();

	private static final String IMPLEMENTATION_SLOT = "0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc";

	/** One call per line, with what all of them have. */
	private static final String POLICY = """
			{"transfers": [{"network": "base-sepolia", "asset": "USDC", "perCall": "300000", "perDay": "500000"},
			               {"network": "base-sepolia", "perDay": "3000"}],
			 "fees": [{"network": "base-sepolia", "perDay": "900000000000000000"}], "recipients": ["$friend"],
			 "calls": [
			  {$call, "contract": "$usdc", "function": "approve(address,uint256)",
			   "arguments": [{"oneOf": ["$vault"]}, {"spends": "USDC"}]},
			  {$call, "contract": "$vault", "function": "deposit(uint256,address)",
			   "arguments": [{"max": "400000"}, "wallet"]},
			  {$call, "contract": "$vault", "function": "tip(string)", "value": "2000", "arguments": ["any"]},
			  {$call, "contract": "$vault", "function": "shut()"},
			  {$call, "contract": "$vault", "function": "fill(uint16)", "arguments": [{"max": "20"}]},
			  {$call, "contract": "$upgradable", "function": "tip(string)", "arguments": ["any"]},
			  {$call, "contract": "$clone", "function": "tip(string)", "arguments": ["any"], "implementation": "$vault"},
			  {$call, "contract": "$nobody", "function": "tip(string)", "arguments": ["any"]}]}"""
		.replace("$call", "\"network\": \"base-sepolia\", \"gas\": \"300000\", \"perDay\": \"3\"")
		.replace("$usdc", USDC)
		.replace("$vault", VAULT)
		.replace("$upgradable", UPGRADABLE)
		.replace("$clone", CLONE)
		.replace("$nobody", NOBODY)
		.replace("$friend", CHAIN.newAccount().address());

	private static ToolsFixture tools;

	private static WalletFixture wallet;

	private static McpSyncClient agent;

	@BeforeAll
	static void start(TestCluster cluster) throws Exception {
		Path artefact = Path.of(System.getProperty("obol.root", ".."),
				"libs/x402/src/test/resources/contracts/TestVault.json");
		CHAIN.place(artefact, VAULT);
		CHAIN.place(artefact, UPGRADABLE);
		CHAIN.rpc("anvil_setStorageAt", UPGRADABLE, IMPLEMENTATION_SLOT, "0x" + "0".repeat(24) + VAULT.substring(2));
		CHAIN.rpc("anvil_setCode", CLONE,
				"0x363d3d373d3d3d363d73" + VAULT.substring(2) + "5af43d82803e903d91602b57fd5bf3");
		tools = new ToolsFixture(cluster);
		agent = tools.join("caller", TOKEN, List.of("ethereum-local-wallet"));
		assertThat(refused(VAULT, "shut()")).isEqualTo("You have no wallet.");
		wallet = new WalletFixture(cluster, "caller").awaitKnownTo(agent);
	}

	@AfterAll
	static void stop() {
		agent.close();
		wallet.close();
		tools.close();
	}

	@Test
	@Order(1)
	void withoutAPolicyNothingIsCalled() throws Exception {
		assertThat(refused(VAULT, "shut()")).contains("does not let you call");
		WalletFixture.policy(tools.cluster, "caller", POLICY);
		await().atMost(Duration.ofSeconds(10)).until(() -> tools.sees("agent-caller/caller", POLICY));
	}

	@Test
	@Order(2)
	void anAllowanceIsGivenAndUsedWithinTheDaysLimit() {
		assertThat(call(USDC, "approve(address,uint256)", VAULT, "250000").path("status").asString())
			.isEqualTo("succeeded");
		JsonNode deposited = call(VAULT, "deposit(uint256,address)", "250000", wallet.address);
		assertThat(deposited.path("status").asString()).isEqualTo("succeeded");
		assertThat(deposited.path("network").asString()).isEqualTo("base-sepolia");
		assertThat(CHAIN.balance(AnvilChain.USDC, VAULT)).isEqualTo(BigInteger.valueOf(250_000));
		assertThat(shares(wallet.address)).isEqualTo(250_000);
		// What was lent counts like what was sent, at once and per day, here and there.
		assertThat(refused(USDC, "approve(address,uint256)", VAULT, "300001")).contains("at once");
		assertThat(refused(USDC, "approve(address,uint256)", VAULT, "250001")).contains("today's limit for USDC");
		assertThat(refusal("wallet_send", Map.of("to", friend(), "amount", "0.250001", "asset", "USDC")))
			.contains("today's limit for USDC");
	}

	@Test
	@Order(3)
	void anApprovalIsNoWayRoundTheLimitsAndReceivers() {
		assertThat(refused(USDC, "approve(address,uint256)", THIEF, "1")).contains("argument 1");
		assertThat(refused(USDC, "approve(address,uint256)", friend(), "1")).contains("argument 1");
		assertThat(refused(USDC, "approve(address,uint256)", VAULT, LARGEST)).contains("at once");
		assertThat(refused(USDC, "approve(address,uint256)", VAULT, LARGEST + "0")).contains("does not fit");
		assertThat(refused(USDC, "approve(address,uint256)", VAULT, "-1")).contains("does not fit");
		for (String function : List.of("transfer(address,uint256)", "increaseAllowance(address,uint256)",
				"transferFrom(address,address,uint256)", "many_msg_babbage(bytes1)", "approve(address, uint256)",
				"Approve(address,uint256)", "approve(address,uint160)", "approve(address,uint)")) {
			assertThat(refused(USDC, function, VAULT, "1")).as(function).doesNotContain("argument 1");
		}
		assertThat(refused(THIEF, "approve(address,uint256)", VAULT, "1"))
			.contains("it lists approve(address,uint256)");
		assertThat(CHAIN.balance(AnvilChain.USDC, wallet.address)).isEqualTo(BigInteger.valueOf(750_000));
		assertThat(allowance(VAULT)).isEqualTo(BigInteger.ZERO);
	}

	@Test
	@Order(4)
	void argumentsMustFitTheirTypesTheirNumberAndThePolicy() {
		assertThat(refused(VAULT, "deposit(uint256,address)", "1", THIEF)).contains("argument 2");
		assertThat(refused(VAULT, "deposit(uint256,address)", "400001", wallet.address)).contains("argument 1");
		assertThat(refused(VAULT, "deposit(uint256,address)", "1")).contains("takes 2 arguments, not 1");
		assertThat(refused(VAULT, "deposit(uint256,address)", "1", wallet.address, "0x00")).contains("not 3");
		assertThat(refused(VAULT, "deposit(uint256,address)", "0x1", wallet.address)).contains("does not fit");
		assertThat(refused(VAULT, "deposit(uint256,address)", "1", wallet.address + "00")).contains("does not fit");
		assertThat(refused(VAULT, "fill(uint16)", "65537")).contains("does not fit");
		assertThat(refused(VAULT, "fill(uint16)", "21")).contains("argument 1");
	}

	@Test
	@Order(5)
	void coinsGoAlongUpToTheBoundsOfTheCallAndOfTheDay() {
		assertThat(refused(VAULT, "deposit(uint256,address)", Map.of("value", "0.000000000000000001"), "1",
				wallet.address))
			.contains("at most 0 wei");
		assertThat(refused(VAULT, "tip(string)", Map.of("value", "0.000000000000002001"), "x"))
			.contains("at most 2000 wei");
		assertThat(tip(VAULT, "0.000000000000002", "\"), (\"").path("status").asString()).isEqualTo("succeeded");
		assertThat(text(VAULT)).contains("\"), (\"");
		assertThat(refused(VAULT, "tip(string)", Map.of("value", "0.000000000000001001"), "x"))
			.contains("today's limit for native coin");
		assertThat(tip(VAULT, "0.000000000000001", "thanks").path("status").asString()).isEqualTo("succeeded");
		assertThat(CHAIN.rpc("eth_getBalance", VAULT, "latest").asString()).isEqualTo("0xbb8");
	}

	@Test
	@Order(6)
	void whatWouldRevertOrTakeTooMuchGasIsNotSent() {
		BigInteger before = sent();
		assertThat(refused(VAULT, "shut()")).contains("reverts").contains("08c379a0").contains("Nothing was sent");
		assertThat(refused(VAULT, "deposit(uint256,address)", "1", wallet.address)).contains("reverts");
		assertThat(refused(VAULT, "fill(uint16)", "20")).contains("gas");
		assertThat(sent()).isEqualTo(before);
	}

	@Test
	@Order(7)
	void aContractMustHaveCodeThatThePolicyKnows() {
		assertThat(refused(UPGRADABLE, "tip(string)", "x")).contains("is a proxy");
		assertThat(refused(NOBODY, "tip(string)", "x")).contains("no contract");
		CHAIN.rpc("anvil_setCode", NOBODY, "0xef0100" + VAULT.substring(2));
		assertThat(refused(NOBODY, "tip(string)", "x")).contains("no contract");
		assertThat(tip(CLONE, "0", "through a clone").path("status").asString()).isEqualTo("succeeded");
		assertThat(text(CLONE)).contains("through a clone");
		CHAIN.rpc("anvil_setCode", CLONE,
				"0x363d3d373d3d3d363d73" + UPGRADABLE.substring(2) + "5af43d82803e903d91602b57fd5bf3");
		assertThat(refused(CLONE, "tip(string)", "x")).contains("does not run the code");
	}

	@Test
	@Order(8)
	void callsAtOnceNeverExceedTheirNumberPerDay() throws Exception {
		// One clone's tip and one approval were made; shut() and fill() were never sent.
		List<Callable<Boolean>> calls = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			calls.add(() -> !Boolean.TRUE
				.equals(ToolsFixture.call(agent, "wallet_call", arguments(VAULT, "fill(uint16)", Map.of(), "1"))
					.isError()));
		}
		int made = 0;
		try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
			for (Future<Boolean> call : threads.invokeAll(calls)) {
				made += call.get() ? 1 : 0;
			}
		}
		assertThat(made).isEqualTo(3);
		assertThat(refused(VAULT, "fill(uint16)", "1")).contains("today's limit for calls of fill(uint16)");
		// What is used up for one function is not for another.
		assertThat(call(USDC, "approve(address,uint256)", VAULT, "0").path("status").asString()).isEqualTo("succeeded");
	}

	@Test
	@Order(9)
	void whatWasNotSignedIsGivenBack() {
		wallet.stopSigner();
		for (int i = 0; i < 4; i++) {
			assertThat(refused(USDC, "approve(address,uint256)", VAULT, "200000")).contains("nothing was signed");
		}
	}

	private static String friend() {
		return POLICY.replaceAll("(?s).*\"recipients\": \\[\"(0x[0-9a-fA-F]{40}).*", "$1");
	}

	private static long shares(String owner) {
		String data = CHAIN.selector("shares(address)") + "0".repeat(24) + owner.substring(2).toLowerCase(Locale.ROOT);
		return Long.decode(CHAIN.rpc("eth_call", Map.of("to", VAULT, "data", data), "latest").asString());
	}

	private static BigInteger allowance(String spender) {
		String data = CHAIN.selector("allowance(address,address)") + "0".repeat(24)
				+ wallet.address.substring(2).toLowerCase(Locale.ROOT) + "0".repeat(24) + spender.substring(2);
		return new BigInteger(CHAIN.rpc("eth_call", Map.of("to", USDC, "data", data), "latest").asString().substring(2),
				16);
	}

	private static String text(String contract) {
		String answer = CHAIN.rpc("eth_call", Map.of("to", contract, "data", CHAIN.selector("text()")), "latest")
			.asString();
		return new String(java.util.HexFormat.of().parseHex(answer.substring(2)),
				java.nio.charset.StandardCharsets.UTF_8);
	}

	private static BigInteger sent() {
		String count = CHAIN.rpc("eth_getTransactionCount", wallet.address, "latest").asString();
		return new BigInteger(count.substring(2), 16);
	}

	private static JsonNode tip(String contract, String value, String text) {
		return ToolsFixture.json(ToolsFixture.call(agent, "wallet_call",
				arguments(contract, "tip(string)", Map.of("value", value), text)));
	}

	private static JsonNode call(String contract, String function, String... arguments) {
		return ToolsFixture
			.json(ToolsFixture.call(agent, "wallet_call", arguments(contract, function, Map.of(), arguments)));
	}

	private static String refused(String contract, String function, String... arguments) {
		return refused(contract, function, Map.of(), arguments);
	}

	private static String refused(String contract, String function, Map<String, Object> more, String... arguments) {
		return refusal("wallet_call", arguments(contract, function, more, arguments));
	}

	private static String refusal(String tool, Map<String, Object> arguments) {
		McpSchema.CallToolResult result = ToolsFixture.call(agent, tool, arguments);
		assertThat(result.isError()).as(ToolsFixture.text(result)).isTrue();
		assertThat(ToolsFixture.text(result)).doesNotContain("\n");
		return ToolsFixture.text(result);
	}

	private static Map<String, Object> arguments(String contract, String function, Map<String, Object> more,
			String... arguments) {
		Map<String, Object> all = new java.util.HashMap<>(more);
		all.put("contract", contract);
		all.put("function", function);
		all.put("arguments", List.of(arguments));
		return all;
	}

}
