package org.obol.system;

import com.sun.net.httpserver.HttpServer;
import io.kubernetes.client.util.Config;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.obol.kube.Cluster;
import org.obol.kube.ResourceType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * From nothing to the first sale, then everybody else who wants to buy. The demo is
 * started once and kept.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JourneyIT {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	/** The second of anvil's published development accounts. */
	private static final String BUYER_KEY = "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";

	private static final String BUYER = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

	private static final String QUESTION = """
			{"model":"demo-quant","messages":[{"role":"user","content":"What is the latest block number?"}]}""";

	private static final Suite SUITE = Suite.inANewDirectory();

	private static Command.Said demo;

	@BeforeAll
	static void runTheDemo() {
		demo = SUITE.start("demo", "--keep");
	}

	@AfterAll
	static void stopTheSuite() {
		SUITE.console("stack", "down");
	}

	@Test
	@Order(1)
	void demoSellsAnAgentAndTellsWhatHappenedToTheMoney() {
		demo.andSucceeded();
		assertThat(demo.out()).contains("402").containsPattern("0x[0-9a-f]{64}").contains("USDC");
	}

	@Order(2)
	@ParameterizedTest
	@ValueSource(strings = { "v1", "v2" })
	void officialClientBuysTheSameUrl(String version) {
		Chain chain = SUITE.chain();
		chain.mint(Chain.USDC, BUYER, BigInteger.valueOf(1_000_000));
		BigInteger before = chain.balance(Chain.USDC, BUYER);
		JsonNode bought = JSON.readTree(NodePackage.install(version)
			.run("buy.mjs",
					Map.of("OFFER_URL", SUITE.gateway() + "/services/demo-quant/v1/chat/completions", "BUYER_KEY",
							BUYER_KEY, "BODY", QUESTION))
			.andSucceeded()
			.lastLine());
		assertThat(bought.get("status").asInt()).isEqualTo(200);
		assertThat(bought.get("body").asString()).contains("choices").containsPattern("[Bb]lock");
		assertThat(bought.get("receipt").get("success").asBoolean()).isTrue();
		assertThat(chain.succeeded(bought.get("receipt").get("transaction").asString())).isTrue();
		assertThat(before.subtract(chain.balance(Chain.USDC, BUYER))).isEqualTo(BigInteger.valueOf(10_000));
	}

	private static HttpServer jokes(AtomicInteger served) throws IOException {
		HttpServer api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		api.createContext("/", (exchange) -> {
			if (!exchange.getRequestURI().getPath().equals("/health")) {
				served.incrementAndGet();
			}
			byte[] body = "{\"joke\":\"402\"}".getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().add("content-type", "application/json");
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		api.start();
		return api;
	}

	private static void awaitLive(String offer) {
		await().atMost(Duration.ofSeconds(60))
			.untilAsserted(
					() -> assertThat(SUITE.console("sell", "list").out()).containsPattern(offer + ".*(True|Ready|✓)"));
	}

	private static JsonNode buy(String path) {
		return JSON.readTree(NodePackage.install("v2")
			.run("buy.mjs", Map.of("OFFER_URL", SUITE.gateway() + path, "BUYER_KEY", BUYER_KEY))
			.andSucceeded()
			.lastLine());
	}

	@Test
	@Order(3)
	void whatListensOnTheLaptopIsSoldAndBought() throws IOException {
		AtomicInteger served = new AtomicInteger();
		HttpServer api = jokes(served);
		try {
			SUITE
				.console("sell", "http", "my-api", "--port", "" + api.getAddress().getPort(), "--price", "0.02",
						"--pay-to", "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC", "--no-register")
				.andSucceeded();
			awaitLive("my-api");
			Chain chain = SUITE.chain();
			chain.mint(Chain.USDC, BUYER, BigInteger.valueOf(1_000_000));
			assertThat(buy("/services/my-api/joke").get("body").asString()).isEqualTo("{\"joke\":\"402\"}");
			assertThat(served).hasValue(1);
			assertThat(chain.balance(Chain.USDC, "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC"))
				.isEqualTo(BigInteger.valueOf(20_000));
		}
		finally {
			api.stop(0);
		}
	}

	@Test
	@Order(4)
	void obolIsEarnedFromTheConsoleAndFromTheOfficialClient() throws IOException {
		String seller = "0x90F79bf6EB2c4f870365E785982E1f101E93b906";
		HttpServer api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		api.createContext("/", (exchange) -> {
			exchange.sendResponseHeaders(200, 2);
			exchange.getResponseBody().write("42".getBytes(StandardCharsets.UTF_8));
			exchange.close();
		});
		api.start();
		try {
			SUITE
				.console("sell", "http", "obol-api", "--port", "" + api.getAddress().getPort(), "--price", "0.02",
						"--token", "OBOL", "--pay-to", seller, "--no-register")
				.andSucceeded();
			await().atMost(Duration.ofSeconds(60))
				.untilAsserted(() -> assertThat(SUITE.console("sell", "list").out())
					.containsPattern("obol-api.*(True|Ready|✓)"));
			Chain chain = SUITE.chain();
			BigInteger price = BigInteger.TEN.pow(16).multiply(BigInteger.TWO);
			SUITE.console("wallet", "new", "obol-buyer", "-y").andSucceeded();
			SUITE.console("wallet", "fund", "obol-buyer", "--token", "OBOL").andSucceeded();
			JsonNode console = JSON.readTree(
					SUITE.console("buy", "http", "obol-api", "--wallet", "obol-buyer", "--token", "OBOL", "-o", "json")
						.andSucceeded()
						.out());
			assertThat(console.get("answer").asString()).isEqualTo("42");
			assertThat(chain.succeeded(console.get("transaction").asString())).isTrue();
			assertThat(chain.balance(Chain.OBOL, seller)).isEqualTo(price);
			chain.mint(Chain.OBOL, BUYER, price);
			JsonNode bought = JSON.readTree(NodePackage.install("v2")
				.run("buy.mjs",
						Map.of("OFFER_URL", SUITE.gateway() + "/services/obol-api", "BUYER_KEY", BUYER_KEY, "RPC_URL",
								chain.rpc().toString()))
				.andSucceeded()
				.lastLine());
			assertThat(bought.get("body").asString()).as(bought.toString()).isEqualTo("42");
			assertThat(chain.balance(Chain.OBOL, seller)).isEqualTo(price.multiply(BigInteger.TWO));
			assertThat(chain.balance(Chain.OBOL, BUYER)).isZero();
		}
		finally {
			api.stop(0);
		}
	}

	@Test
	@Order(5)
	void officialClientPaysEachRouteItsOwnPrice() throws IOException {
		String payee = "0x90F79bf6EB2c4f870365E785982E1f101E93b906";
		AtomicInteger served = new AtomicInteger();
		HttpServer api = jokes(served);
		try {
			SUITE
				.console("sell", "http", "menu", "--port", "" + api.getAddress().getPort(), "--price", "0.02",
						"--pay-to", payee, "--no-register", "--route", "path=/joke", "--route",
						"path=/epic/*,price=0.5", "--route", "path=/about,gate=free")
				.andSucceeded();
			awaitLive("menu");
			Chain chain = SUITE.chain();
			chain.mint(Chain.USDC, BUYER, BigInteger.valueOf(1_000_000));
			assertThat(buy("/services/menu/epic/one").get("status").asInt()).isEqualTo(200);
			assertThat(chain.balance(Chain.USDC, payee)).isEqualTo(BigInteger.valueOf(500_000));
			assertThat(buy("/services/menu/joke").get("status").asInt()).isEqualTo(200);
			assertThat(chain.balance(Chain.USDC, payee)).isEqualTo(BigInteger.valueOf(520_000));
			assertThat(buy("/services/menu/about").get("status").asInt()).isEqualTo(200);
			assertThat(buy("/services/menu/elsewhere").get("status").asInt()).isEqualTo(404);
			assertThat(served).hasValue(3);
			assertThat(chain.balance(Chain.USDC, payee)).isEqualTo(BigInteger.valueOf(520_000));
			otherPeoplesReadersUnderstandTheMarket();
		}
		finally {
			api.stop(0);
		}
	}

	private static void otherPeoplesReadersUnderstandTheMarket() {
		JsonNode read = JSON.readTree(NodePackage.install("readers")
			.run("read.mjs", Map.of("ORIGIN", SUITE.gateway().toString(), "PAID", "/services/menu/joke"))
			.andSucceeded()
			.lastLine());
		assertThat(read.at("/origin/found").asBoolean()).isTrue();
		assertThat(read.at("/origin/endpoints").values()).extracting((one) -> one.get("path").asString())
			.contains("/services/demo-quant/v1/chat/completions", "/services/menu/joke", "/services/menu/epic");
		assertThat(read.at("/endpoint/advisories/0/estimatedPrice").asString()).isEqualTo("0.02 USD");
		// What earlier tests sold may be on its way out while it is asked.
		assertThat(read.get("unpaid").values())
			.filteredOn((one) -> one.get("url").asString().matches(".*/services/(menu|demo-quant)/.*"))
			.hasSize(3)
			.allSatisfy((one) -> assertThat(one.get("status").asInt()).as(one.toString()).isEqualTo(402))
			.allSatisfy((one) -> assertThat(one.get("valid").asBoolean()).as(one.toString()).isTrue());
		assertThat(read.get("bazaar").values()).isNotEmpty()
			.allSatisfy((one) -> assertThat(one.get("valid").asBoolean()).as(one.toString()).isTrue());
		assertThat(read.at("/card/skills").values()).extracting(JsonNode::asString).contains("demo-quant");
	}

	@Test
	@Order(6)
	void sellersOwnKeyIsTheWalletOfAnAgent() throws IOException {
		Path key = Files.writeString(SUITE.data().resolve("key.txt"), BUYER_KEY);
		SUITE
			.console("agent", "new", "heir", "--runtime", "demo", "--import-wallet", key.toString(), "--wait", "-o",
					"json")
			.andSucceeded();
		JsonNode agent = JSON.readTree(SUITE.console("agent", "status", "heir", "-o", "json").andSucceeded().out());
		assertThat(agent.get("ready").asBoolean()).isTrue();
		assertThat(agent.get("walletAddress").asString()).isEqualTo(BUYER);
		SUITE.console("agent", "delete", "heir", "--force").andSucceeded();
	}

	@Test
	@Order(6)
	void demoServiceIsSoldAndBoughtAndGoesWithItsOffer() throws Exception {
		String payee = "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65";
		SUITE.console("sell", "demo", "hello", "--pay-to", payee).andSucceeded();
		SUITE.console("wallet", "new", "greeted", "-y").andSucceeded();
		SUITE.console("wallet", "fund", "greeted", "--token", "OBOL").andSucceeded();
		JsonNode bought = JSON.readTree(
				SUITE.console("buy", "http", "demo-hello", "--wallet", "greeted", "-o", "json").andSucceeded().out());
		assertThat(bought.get("answer").asString()).contains("Hello!");
		assertThat(SUITE.chain().balance(Chain.OBOL, payee)).isEqualTo(BigInteger.TEN.pow(18));
		SUITE.console("sell", "delete", "demo-hello", "--force").andSucceeded();
		Cluster cluster = new Cluster(Config.fromConfig(SUITE.data().resolve("kubeconfig").toString()), "test");
		await().atMost(Duration.ofSeconds(60)).until(() -> cluster.list(ResourceType.DEPLOYMENT, "demo", "").isEmpty());
	}

	@Test
	@Order(6)
	void unknownSkillIsRefusedInOneLineAndNothingIsCreated() {
		Command.Said said = SUITE.console("agent", "new", "bad", "--runtime", "demo", "--skills", "no-such-skill");
		assertThat(said.status()).isNotZero();
		assertThat(said.err().strip().lines()).hasSize(1);
		assertThat(said.err()).contains("no-such-skill");
		assertThat(SUITE.console("agent", "list").out()).doesNotContain("bad");
	}

	@Test
	@Order(9)
	void secondDemoOnTheSameDataDirectoryPassesToo() {
		SUITE.console("stack", "down").andSucceeded();
		SUITE.start("demo").andSucceeded();
		assertThat(SUITE.console("stack", "status").status()).isNotZero();
	}

}
