package org.obol.agenttools;

import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;
import org.obol.x402.devchain.AnvilChain;
import org.obol.x402.evm.X402Contracts;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An agent buys from a seller that settles on the dev chain, within its budget. */
@KubernetesTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MarketToolsIT {

	private static final AnvilChain CHAIN = AnvilChain.shared();

	private static final String TOKEN = "e5".repeat(32);

	private static ToolsFixture tools;

	private static Seller seller;

	private static WalletFixture wallet;

	private static McpSyncClient agent;

	@BeforeAll
	static void start(TestCluster cluster) throws Exception {
		seller = new Seller();
		tools = new ToolsFixture(cluster, "obol.public-url=" + seller.url(), "obol.gateway.url=" + seller.url());
		agent = tools.join("buyer", TOKEN, List.of("buy-x402"));
		wallet = new WalletFixture(cluster, "buyer").awaitKnownTo(agent);
	}

	@AfterAll
	static void stop() {
		agent.close();
		wallet.close();
		tools.close();
		seller.close();
	}

	@Test
	@Order(1)
	void theCatalogueIsSearched() {
		JsonNode found = call("market_search", Map.of("query", "Weather data"));
		assertThat(found.path("found").asInt()).isEqualTo(1);
		assertThat(found.path("services").get(0).path("url").asString()).isEqualTo(seller.url() + "/services/data");
		assertThat(call("market_search", Map.of()).path("found").asInt()).isEqualTo(2);
		assertThat(call("market_search", Map.of("query", "elephants")).path("found").asInt()).isZero();
	}

	@Test
	@Order(2)
	void aPriceIsAskedWithoutPaying() {
		JsonNode price = call("x402_price", Map.of("url", seller.url() + "/services/data"));
		assertThat(price.path("waysToPay").get(0).path("price").asString()).isEqualTo("0.01 USDC");
		assertThat(
				call("x402_price", Map.of("url", seller.url() + "/services/free")).path("asksForPayment").asBoolean())
			.isFalse();
		assertThat(spent()).isZero();
	}

	@Test
	@Order(3)
	void withoutABudgetNothingIsBought() {
		int before = seller.asked.get();
		assertThat(refused("x402_fetch", Map.of("url", seller.url() + "/services/data")))
			.contains("within your budget");
		assertThat(seller.asked.get()).isEqualTo(before + 1);
		assertThat(spent()).isZero();
	}

	@Test
	@Order(4)
	void aCallIsBoughtOnceAndPaidOnTheChain() throws Exception {
		policy("""
				{"purchases": [{"network": "base-sepolia", "asset": "USDC", "perCall": "15000", "perDay": "45000"}]}""");
		JsonNode bought = call("x402_fetch", Map.of("url", seller.url() + "/services/data", "maxPrice", "0.02"));
		assertThat(bought.path("body").asString()).isEqualTo("{\"weather\":\"fine\"}");
		assertThat(bought.path("paid").asBoolean()).isTrue();
		assertThat(bought.path("price").asString()).isEqualTo("0.01 USDC");
		assertThat(
				CHAIN.rpc("eth_getTransactionReceipt", bought.path("transaction").asString()).path("status").asString())
			.isEqualTo("0x1");
		assertThat(spent()).isEqualTo(BigInteger.valueOf(10_000));
		assertThat(CHAIN.balance(AnvilChain.USDC, seller.payTo)).isEqualTo(BigInteger.valueOf(10_000));
	}

	@Test
	@Order(5)
	void aPriceAboveWhatIsAllowedIsNotPaid() {
		assertThat(refused("x402_fetch", Map.of("url", seller.url() + "/services/data", "maxPrice", "0.001")))
			.contains("within your budget");
		seller.price = 15_001;
		try {
			assertThat(refused("x402_fetch", Map.of("url", seller.url() + "/services/data")))
				.contains("within your budget");
		}
		finally {
			seller.price = 10_000;
		}
		assertThat(spent()).isEqualTo(BigInteger.valueOf(10_000));
	}

	@Test
	@Order(6)
	void aSignedPaymentCountsEvenIfTheSellerBreaksAndTheDaysBudgetHolds() {
		seller.breaksAfterPayment = true;
		try {
			for (int i = 0; i < 3; i++) {
				JsonNode answer = call("x402_fetch", Map.of("url", seller.url() + "/services/data"));
				assertThat(answer.path("status").asInt()).isEqualTo(500);
				assertThat(answer.path("paid").asBoolean()).isFalse();
			}
		}
		finally {
			seller.breaksAfterPayment = false;
		}
		assertThat(refused("x402_fetch", Map.of("url", seller.url() + "/services/data"))).contains("today's limit");
		assertThat(spent()).isEqualTo(BigInteger.valueOf(10_000));
	}

	@Test
	@Order(7)
	void obolIsPaidThroughPermit2WithoutAnyApprovalBefore() throws Exception {
		CHAIN.place("TestPermit2", X402Contracts.PERMIT2);
		CHAIN.place("TestExactPermit2Proxy", X402Contracts.EXACT_PERMIT2_PROXY);
		CHAIN.mint(AnvilChain.OBOL, wallet.address, 100_000);
		policy("""
				{"purchases": [{"network": "base-sepolia", "asset": "OBOL", "perCall": "10000", "perDay": "25000"}]}""");
		assertThat(refused("x402_fetch", Map.of("url", seller.url() + "/services/obol-alone")))
			.contains("brings no approvals");
		for (int i = 1; i <= 2; i++) {
			JsonNode bought = call("x402_fetch", Map.of("url", seller.url() + "/services/obol"));
			assertThat(bought.path("paid").asBoolean()).as(bought.toString()).isTrue();
			assertThat(bought.path("price").asString()).isEqualTo("0.00000000000001 OBOL");
			assertThat(CHAIN.balance(AnvilChain.OBOL, seller.payTo)).isEqualTo(BigInteger.valueOf(10_000L * i));
		}
		// What could not be signed was given back, so two were bought and a third is too
		// much.
		assertThat(refused("x402_fetch", Map.of("url", seller.url() + "/services/obol"))).contains("today's limit");
	}

	@Test
	@Order(7)
	void redirectsAreNotFollowedAndAnswersAreBounded() {
		JsonNode moved = call("x402_fetch", Map.of("url", seller.url() + "/services/moved"));
		assertThat(moved.path("status").asInt()).isEqualTo(302);
		assertThat(moved.path("body").asString()).isEqualTo("moved");
		JsonNode large = call("x402_fetch", Map.of("url", seller.url() + "/services/large"));
		assertThat(large.path("body").asString()).hasSize(16384);
		assertThat(large.path("complete").asBoolean()).isFalse();
	}

	@ParameterizedTest
	@Order(8)
	@ValueSource(strings = { "http://localhost:1/x", "http://example.org/x", "https://127.0.0.1/x", "https://[::1]/x",
			"https://169.254.169.254/latest/meta-data", "https://2130706433/x", "https://localhost/x",
			"https://user:pass@example.org/x", "https://remote-signer.agent-buyer.svc.cluster.local:9000/api/v1/keys",
			"https://0x7f.0.0.1/x" })
	void nothingPrivateIsEverCalled(String url) {
		assertThat(refused("x402_price", Map.of("url", url))).doesNotContain("Exception", "127.0.0.1 ");
	}

	@ParameterizedTest
	@Order(9)
	@ValueSource(strings = { "file:///etc/passwd", "gopher://x", "//example.org", "https://exa mple.org", "" })
	void whatIsNoWebAddressIsRefused(String url) {
		assertThat(refused("x402_fetch", Map.of("url", url))).contains("url");
	}

	private static BigInteger spent() {
		return BigInteger.valueOf(1_000_000).subtract(CHAIN.balance(AnvilChain.USDC, wallet.address));
	}

	private static void policy(String json) throws Exception {
		WalletFixture.policy(tools.cluster, "buyer", json);
		await().atMost(Duration.ofSeconds(10)).until(() -> tools.sees("agent-buyer/buyer", json));
	}

	private static JsonNode call(String tool, Map<String, Object> arguments) {
		return ToolsFixture.json(ToolsFixture.call(agent, tool, arguments));
	}

	private static String refused(String tool, Map<String, Object> arguments) {
		McpSchema.CallToolResult result = ToolsFixture.call(agent, tool, arguments);
		assertThat(result.isError()).as(ToolsFixture.text(result)).isTrue();
		return ToolsFixture.text(result);
	}

}
