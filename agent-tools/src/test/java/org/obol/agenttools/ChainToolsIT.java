package org.obol.agenttools;

import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.obol.agenttools.tool.Tool;
import org.obol.api.Skills;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;
import org.obol.x402.devchain.AnvilChain;
import org.obol.x402.evm.EvmAccount;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The tools that read, with the official client, on a real chain. */
@KubernetesTest
class ChainToolsIT {

	private static final AnvilChain CHAIN = AnvilChain.shared();

	private static final String TOKEN = "a1".repeat(32);

	private static ToolsFixture tools;

	private static McpSyncClient reader;

	@BeforeAll
	static void start(TestCluster cluster) {
		tools = new ToolsFixture(cluster);
		tools.agent("reader", TOKEN, List.of("ethereum-networks", "gas", "addresses"));
		for (String skill : Skills.NAMES) {
			tools.agent("with-" + skill, "b2".repeat(32), List.of(skill));
		}
		tools.awaitAccepted("reader", TOKEN);
		tools.awaitAccepted("with-sell", "b2".repeat(32));
		reader = tools.connect("reader", TOKEN);
		reader.initialize();
	}

	@AfterAll
	static void stop() {
		reader.close();
		tools.close();
	}

	@ParameterizedTest
	@FieldSource("org.obol.api.Skills#NAMES")
	void anAgentSeesExactlyTheToolsOfItsSkillAndMayCallNoOther(String skill) {
		List<String> granted = Skills.toolsOf(List.of(skill));
		try (McpSyncClient client = tools.connect("with-" + skill, "b2".repeat(32))) {
			client.initialize();
			assertThat(client.listTools().tools()).extracting(McpSchema.Tool::name)
				.containsExactlyInAnyOrderElementsOf(granted);
			for (String tool : all()) {
				if (!granted.contains(tool)) {
					assertThat(refusal(client, tool)).as(tool).doesNotContain("is missing").containsIgnoringCase(tool);
				}
			}
		}
	}

	private static String refusal(McpSyncClient client, String tool) {
		try {
			McpSchema.CallToolResult result = ToolsFixture.call(client, tool, Map.of());
			assertThat(result.isError()).as(tool).isTrue();
			return ToolsFixture.text(result);
		}
		catch (RuntimeException ex) {
			return String.valueOf(ex.getMessage());
		}
	}

	@Test
	void everyToolOfASkillExistsAndEveryToolBelongsToASkill() {
		assertThat(Skills.TOOLS.values().stream().flatMap(Collection::stream).distinct())
			.containsExactlyInAnyOrderElementsOf(all());
	}

	private static List<String> all() {
		return tools.tools().stream().map(Tool::name).toList();
	}

	@Test
	void nobodyComesInWithoutAnAgentsOwnToken() throws Exception {
		assertThat(status("agent-reader/reader", "Bearer " + TOKEN, null)).isEqualTo(200);
		assertThat(status("agent-reader/reader", null, null)).isEqualTo(401);
		assertThat(status("agent-reader/reader", "Bearer ", null)).isEqualTo(401);
		assertThat(status("agent-reader/reader", "Basic " + TOKEN, null)).isEqualTo(401);
		assertThat(status("agent-reader/reader", "Bearer " + "b2".repeat(32), null)).isEqualTo(401);
		assertThat(status("agent-with-gas/with-gas", "Bearer " + TOKEN, null)).isEqualTo(401);
		assertThat(status("agent-nobody/nobody", "Bearer " + TOKEN, null)).isEqualTo(401);
		assertThat(status("agent-reader/../x/reader", "Bearer " + TOKEN, null)).isEqualTo(401);
		assertThat(status(null, "Bearer " + TOKEN, null)).isEqualTo(401);
		assertThat(status("agent-reader/reader", "Bearer " + TOKEN, "https://evil.example")).isEqualTo(403);
	}

	@Test
	void anotherAgentOfTheSameNamespaceCantBorrowTheToken() throws Exception {
		tools.cluster.apply("""
				apiVersion: obol.org/v1alpha1
				kind: Agent
				metadata: {name: lodger, namespace: agent-reader}
				spec: {skills: [ethereum-local-wallet]}
				""");
		tools.agent("after-lodger", TOKEN, List.of("gas"));
		tools.awaitAccepted("after-lodger", TOKEN);
		assertThat(status("agent-reader/lodger", "Bearer " + TOKEN, null)).isEqualTo(401);
	}

	private static int status(String agent, String authorization, String origin) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(tools.url() + "/mcp"))
			.header("Content-Type", "application/json")
			.header("Accept", "application/json, text/event-stream")
			.POST(HttpRequest.BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}"));
		if (agent != null) {
			request.header("X-Obol-Agent", agent);
		}
		if (authorization != null) {
			request.header("Authorization", authorization);
		}
		if (origin != null) {
			request.header("Origin", origin);
		}
		try (HttpClient http = HttpClient.newHttpClient()) {
			return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
		}
	}

	@Test
	void theNetworksAreListed() {
		JsonNode network = call("chain_networks", Map.of()).path("networks").get(0);
		assertThat(network.path("name").asString()).isEqualTo("base-sepolia");
		assertThat(network.path("chainId").asInt()).isEqualTo(84532);
		assertThat(network.path("newestBlock").asString()).matches("[0-9]+");
	}

	@Test
	void aBlockIsRead() {
		JsonNode block = call("chain_block", Map.of("block", "0", "network", "84532"));
		assertThat(block.path("number").asString()).isEqualTo("0");
		assertThat(block.path("hash").asString())
			.isEqualTo(CHAIN.rpc("eth_getBlockByNumber", "0x0", false).path("hash").asString());
		assertThat(refused("chain_block", Map.of("block", "999999999"))).contains("no such block");
		assertThat(refused("chain_block", Map.of("block", "0x10"))).contains("block must be");
		assertThat(refused("chain_block", Map.of("network", "ethereum"))).contains("use one of base-sepolia");
	}

	@Test
	void balancesAreReadWithTheirUnits() {
		EvmAccount account = CHAIN.fundedAccount();
		CHAIN.mint(AnvilChain.USDC, account.address(), 1_230_000);
		JsonNode coins = call("chain_balance", Map.of("address", account.address()));
		assertThat(coins.path("amount").asString()).isEqualTo("100");
		JsonNode usdc = call("chain_balance", Map.of("address", account.address().toLowerCase(), "asset", "usdc"));
		assertThat(usdc.path("amount").asString()).isEqualTo("1.23");
		assertThat(usdc.path("asset").asString()).isEqualTo(AnvilChain.USDC.address());
		assertThat(usdc.path("verified").asBoolean()).isTrue();
		assertThat(refused("chain_balance", Map.of("address", account.address(), "asset", account.address())))
			.contains("is not a token");
		assertThat(refused("chain_balance", Map.of("address", flipped(account.address())))).contains("checksum");
		assertThat(refused("chain_balance", Map.of("address", account.address(), "asset", "DOGE")))
			.contains("not in the table");
		assertThat(refused("chain_balance", Map.of())).contains("address is missing");
		assertThat(refused("chain_balance", Map.of("address", 5))).contains("address must be");
		assertThat(refused("chain_balance", Map.of("address", account.address(), "x", "y")))
			.contains("no such argument");
	}

	@Test
	void transactionsCallsAndLogsAreRead() {
		EvmAccount account = CHAIN.newAccount();
		String hash = CHAIN.send(AnvilChain.USDC.address(), CHAIN.selector("mint(address,uint256)") + "0".repeat(24)
				+ account.address().substring(2).toLowerCase() + "%064x".formatted(7));
		JsonNode transaction = call("chain_transaction", Map.of("hash", hash));
		assertThat(transaction.path("status").asString()).isEqualTo("succeeded");
		assertThat(transaction.path("to").asString()).isEqualTo(AnvilChain.USDC.address());
		assertThat(refused("chain_transaction", Map.of("hash", "0x" + "0".repeat(64)))).contains("no such transaction");
		JsonNode decimals = call("chain_call", Map.of("to", AnvilChain.USDC.address(), "data", "0x313ce567"));
		assertThat(decimals.path("result").asString()).endsWith("06");
		assertThat(refused("chain_call", Map.of("to", AnvilChain.USDC.address(), "data", "0xdeadbeef")))
			.contains("reverts");
		String block = transaction.path("block").asString();
		JsonNode logs = call("chain_logs",
				Map.of("address", AnvilChain.USDC.address(), "fromBlock", block, "toBlock", block));
		assertThat(logs.path("logs").get(0).path("transaction").asString()).isEqualTo(hash);
		assertThat(refused("chain_logs",
				Map.of("address", AnvilChain.USDC.address(), "fromBlock", "0", "toBlock", "2000")))
			.contains("less than 2000");
	}

	@Test
	void gasIsPricedAndEstimated() {
		JsonNode price = call("gas_price", Map.of());
		assertThat(price.path("nextBaseFeeGwei").asString()).matches("[0-9.]+");
		JsonNode estimate = call("gas_estimate",
				Map.of("from", CHAIN.fundedAccount().address(), "to", CHAIN.newAccount().address(), "value", "0.5"));
		assertThat(estimate.path("gas").asInt()).isBetween(21000, 22000);
	}

	@Test
	void addressesComeFromTheTable() {
		JsonNode usdc = call("address_lookup", Map.of("what", "USDC", "network", "base-sepolia"));
		assertThat(usdc.path("tokens")).hasSize(1);
		assertThat(usdc.path("tokens").get(0).path("address").asString()).isEqualTo(AnvilChain.USDC.address());
		JsonNode known = call("address_lookup", Map.of("what", AnvilChain.USDC.address().toLowerCase()));
		assertThat(known.path("address").asString()).isEqualTo(AnvilChain.USDC.address());
		assertThat(known.path("isContract").asBoolean()).isTrue();
		assertThat(refused("address_lookup", Map.of("what", "SCAM"))).contains("Do not guess");
	}

	@Test
	void aTokenThatWasMintedAnewCountsWithinSeconds() {
		String fresh = "c3".repeat(32);
		tools.agent("rotated", TOKEN, List.of("gas"));
		tools.awaitAccepted("rotated", TOKEN);
		tools.cluster.apply("""
				apiVersion: v1
				kind: Secret
				metadata: {name: agent-tools, namespace: agent-rotated, labels: {obol.org/agent: rotated}}
				stringData: {token: "%s"}
				""".formatted(fresh));
		tools.awaitAccepted("rotated", fresh);
		assertThatThrownBy(() -> tools.connect("rotated", TOKEN).initialize()).isInstanceOf(RuntimeException.class);
	}

	private static String flipped(String address) {
		StringBuilder text = new StringBuilder("0x");
		address.substring(2)
			.chars()
			.map((c) -> Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))
			.forEach(text::appendCodePoint);
		return text.toString();
	}

	private static JsonNode call(String tool, Map<String, Object> arguments) {
		return ToolsFixture.json(ToolsFixture.call(reader, tool, arguments));
	}

	private static String refused(String tool, Map<String, Object> arguments) {
		McpSchema.CallToolResult result = ToolsFixture.call(reader, tool, arguments);
		assertThat(result.isError()).isTrue();
		return ToolsFixture.text(result);
	}

}
