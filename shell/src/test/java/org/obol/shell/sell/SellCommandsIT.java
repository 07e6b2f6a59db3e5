package org.obol.shell.sell;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.obol.api.ServiceOffer;
import org.obol.kube.Cluster;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;
import org.obol.shell.console.TestConsole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** The sell commands against a real API server. Nobody reconciles here. */
@KubernetesTest
class SellCommandsIT {

	private static final String PAYEE = "0x209693Bc6afc0C5328bA36FaF03C514EF312287C";

	@TempDir
	Path home;

	private TestConsole obol;

	private Cluster cluster;

	private HttpServer service;

	@BeforeEach
	void console(TestCluster kubernetes) throws IOException {
		kubernetes.applyResource("crds/agents.obol.org.yaml");
		kubernetes.applyResource("crds/serviceoffers.obol.org.yaml");
		this.cluster = new Cluster(kubernetes.client(), "test");
		this.service = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		this.service.createContext("/health", (exchange) -> {
			exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/health") ? 200 : 404, -1);
			exchange.close();
		});
		this.service.start();
		Files.writeString(this.home.resolve("stack.json"), """
				{"network": "eip155:84532", "gatewayUrl": "http://localhost:18402"}""");
		this.obol = new TestConsole(
				Map.of("KUBECONFIG", kubernetes.kubeconfig().toString(), "OBOL_HOME", this.home.toString()));
	}

	@AfterEach
	void stop() {
		this.service.stop(0);
	}

	private int port() {
		return this.service.getAddress().getPort();
	}

	private ServiceOffer offer(String namespace, String name) throws Exception {
		JsonObject document = this.cluster.get(ResourceType.SERVICE_OFFER, new ObjectKey(namespace, name))
			.orElseThrow();
		return Documents.as(document, ServiceOffer.class);
	}

	@Test
	void anAgentIsOfferedOnTheLocalStacksNetworkWithoutRegistration() throws Exception {
		this.obol.run("agent", "new", "quant", "--runtime", "demo");
		var run = this.obol.run("sell", "agent", "quant", "--price", "0.01", "--pay-to", PAYEE);
		assertThat(run.status()).as(run.err()).isZero();
		assertThat(run.err()).contains("ServiceOffer agent-quant/quant created",
				"0.01 USDC per request on base-sepolia", PAYEE);
		assertThat(run.out()).contains("http://localhost:18402/services/quant", "Next: obol sell status quant");
		ServiceOffer offer = offer("agent-quant", "quant");
		assertThat(offer.getSpec().effectiveType()).isEqualTo("agent");
		assertThat(offer.getSpec().payment().network()).isEqualTo("base-sepolia");
		assertThat(offer.getSpec().payment().price().perRequest()).isEqualTo("0.01");
		assertThat(offer.getSpec().registration()).isNull();
		assertThat(offer.getSpec().description()).isNull();
	}

	@Test
	void elsewhereTheDefaultsAreBaseAndARegistration() throws Exception {
		Files.delete(this.home.resolve("stack.json"));
		this.obol.run("agent", "new", "on-base", "--runtime", "demo", "--skills", "gas");
		this.obol.run("sell", "agent", "on-base", "--price", "0.01", "-w", PAYEE, "--description", "Knows gas");
		ServiceOffer offer = offer("agent-on-base", "on-base");
		assertThat(offer.getSpec().payment().network()).isEqualTo("base");
		assertThat(offer.getSpec().registration().enabled()).isTrue();
		assertThat(offer.getSpec().registration().skills()).containsExactly("gas");
		assertThat(offer.getSpec().registration().metadata()).containsEntry("pricingUnit", "agent-turn")
			.containsEntry("x402Asset", "USDC");
	}

	@Test
	void whatListensOnTheLaptopIsOfferedThroughAServiceWithoutSelector() throws Exception {
		var run = this.obol.run("sell", "http", "my-api", "--port", "" + port(), "--price", "0.01", "--pay-to", PAYEE,
				"-o", "json");
		assertThat(run.status()).as(run.err()).isZero();
		assertThat(run.err()).isEmpty();
		assertThat(run.json().getAsJsonObject().get("url").getAsString()).endsWith("/services/my-api");
		JsonObject service = this.cluster.get(ResourceType.SERVICE, new ObjectKey("default", "my-api")).orElseThrow();
		assertThat(Documents.text(service, "metadata", "annotations", "local.obol.org/endpoint"))
			.isEqualTo(port() + "=127.0.0.1:" + port());
		assertThat(Documents.at(service, "spec", "selector").isJsonNull()).isTrue();
		assertThat(offer("default", "my-api").getSpec().upstream().healthPath()).isEqualTo("/health");
		assertThat(this.obol.run("sell", "delete", "my-api").status()).isZero();
		assertThat(this.cluster.get(ResourceType.SERVICE, new ObjectKey("default", "my-api"))).isEmpty();
	}

	@Test
	void nothingIsCreatedForAServiceThatDoesNotListenOrIsNotHealthy() throws Exception {
		int closed;
		try (ServerSocket socket = new ServerSocket(0)) {
			closed = socket.getLocalPort();
		}
		var silent = this.obol.run("sell", "http", "silent", "--port", "" + closed, "--price", "1", "--pay-to", PAYEE);
		assertThat(silent.err()).contains("Nothing listens on 127.0.0.1:" + closed);
		var sick = this.obol.run("sell", "http", "silent", "--port", "" + port(), "--health-path", "/healthy",
				"--price", "1", "--pay-to", PAYEE);
		assertThat(sick.err()).contains("/healthy answered HTTP 404", "--health-path");
		assertThat(silent.status()).isEqualTo(1);
		assertThat(this.cluster.get(ResourceType.SERVICE, new ObjectKey("default", "silent"))).isEmpty();
		assertThat(this.cluster.get(ResourceType.SERVICE_OFFER, new ObjectKey("default", "silent"))).isEmpty();
	}

	@Test
	void aServiceOfSomebodyElseIsNotTakenOver() throws Exception {
		this.cluster.create(ResourceType.SERVICE,
				new LaptopService("127.0.0.1", 9).document(new ObjectKey("default", "foreign")).deepCopy());
		this.cluster.merge(ResourceType.SERVICE, new ObjectKey("default", "foreign"), Documents.object("metadata",
				Documents.object("labels", Documents.object("app.kubernetes.io/managed-by", "helm"))));
		var run = this.obol.run("sell", "http", "foreign", "--port", "" + port(), "--price", "1", "--pay-to", PAYEE);
		assertThat(run.status()).isEqualTo(1);
		assertThat(run.err()).contains("exists already and is not obol's", "--upstream foreign");
	}

	@Test
	void aRefusedOfferLeavesNoServiceBehind() throws Exception {
		var run = this.obol.run("sell", "http", "refused", "--port", "" + port(), "--price", "1", "--pay-to", PAYEE,
				"--description", "x".repeat(2000));
		assertThat(run.status()).isEqualTo(1);
		assertThat(run.err()).contains("spec.description");
		assertThat(this.cluster.get(ResourceType.SERVICE, new ObjectKey("default", "refused"))).isEmpty();
	}

	@Test
	void severalWaysToPayBecomePayments() throws Exception {
		var run = this.obol.run("sell", "http", "many", "--port", "" + port(), "--price", "0.5", "--accept",
				"token=OBOL,network=base-sepolia,price=10", "--pay-to", PAYEE);
		assertThat(run.status()).as(run.err()).isZero();
		var payments = offer("default", "many").getSpec().payments();
		assertThat(payments).hasSize(2);
		assertThat(payments.get(1).asset().symbol()).isEqualTo("OBOL");
		assertThat(payments.get(1).asset().transferMethod()).isEqualTo("permit2");
	}

	@Test
	void anAgentIsChargedByTheTokensOfACallUpToAMaximum() throws Exception {
		this.obol.run("agent", "new", "counted", "--runtime", "demo");
		var run = this.obol.run("sell", "agent", "counted", "--up-to", "0.5", "--per-mtok", "20", "--token", "OBOL",
				"--pay-to", PAYEE);
		assertThat(run.status()).as(run.err()).isZero();
		assertThat(run.err()).contains("20 OBOL per MTok, up to 0.5 OBOL per request on base-sepolia");
		var payment = offer("agent-counted", "counted").getSpec().payment();
		assertThat(payment.scheme()).isEqualTo("upto");
		assertThat(payment.price().perRequest()).isEqualTo("0.5");
		assertThat(payment.price().perMTok()).isEqualTo("20");
		assertThat(payment.asset().transferMethod()).isEqualTo("permit2");
		assertThat(this.obol.run("sell", "list").out()).contains("up to 0.5 OBOL per request");
	}

	@Test
	void aServiceThatSaysItselfWhatACallCostsIsOfferedUpToAMaximum() throws Exception {
		var run = this.obol.run("sell", "http", "measured", "--port", "" + port(), "--up-to", "3", "--token", "OBOL",
				"--pay-to", PAYEE);
		assertThat(run.status()).as(run.err()).isZero();
		assertThat(offer("default", "measured").getSpec().payment().scheme()).isEqualTo("upto");
		this.obol.run("sell", "update", "measured", "--price", "2");
		var fixed = offer("default", "measured").getSpec().payment();
		assertThat(fixed.scheme()).isEqualTo("exact");
		assertThat(fixed.price().perRequest()).isEqualTo("2");
		this.obol.run("sell", "update", "measured", "--up-to", "4");
		var again = offer("default", "measured").getSpec().payment();
		assertThat(again.scheme()).isEqualTo("upto");
		assertThat(again.price().perRequest()).isEqualTo("4");
		assertThat(again.payTo()).isEqualTo(PAYEE);
	}

	static Stream<Arguments> unclearUses() {
		return Stream.of(
				argumentSet("a token without Permit2", "http", List.of("--up-to", "1"), "USDC is not paid that way"),
				argumentSet("an agent without a rate", "agent", List.of("--up-to", "1", "--token", "OBOL"),
						"--per-mtok is missing"),
				argumentSet("a model without a rate", "inference",
						List.of("--model", "m", "--up-to", "1", "--token", "OBOL"), "--per-mtok is missing"),
				argumentSet("tokens of what has none", "http",
						List.of("--up-to", "1", "--per-mtok", "1", "--token", "OBOL"), "leave it out"),
				argumentSet("two prices", "http", List.of("--up-to", "1", "--price", "1", "--token", "OBOL"),
						"not both --up-to and --price"));
	}

	@ParameterizedTest
	@MethodSource("unclearUses")
	void whatCanNotBeChargedByUseIsToldBeforeAnythingIsAsked(String type, List<String> options, String told) {
		List<String> words = new ArrayList<>(List.of("sell", type, "x", "--pay-to", PAYEE));
		words.addAll(options);
		var run = this.obol.run(words.toArray(String[]::new));
		assertThat(run.err()).contains(told);
		assertThat(run.status()).isEqualTo(2);
	}

	@Test
	void routesAreDeclaredWithGatesAndPricesOfTheirOwn() throws Exception {
		var run = this.obol.run("sell", "http", "menu", "--port", "" + port(), "--price", "0.01", "--pay-to", PAYEE,
				"--route", "path=/docs,gate=free", "--route",
				"path=/reports/*,price=2.5,methods=GET+post,summary=A report");
		assertThat(run.status()).as(run.err()).isZero();
		var routes = offer("default", "menu").getSpec().routes();
		assertThat(routes).hasSize(2);
		assertThat(routes.getFirst()).returns("/docs", (route) -> route.path())
			.returns("free", (route) -> route.gate());
		assertThat(routes.getLast().price().perRequest()).isEqualTo("2.5");
		assertThat(routes.getLast().methods()).containsExactly("GET", "POST");
		assertThat(this.obol.run("sell", "status", "menu").out()).contains("Routes:", "/services/menu/docs",
				"/services/menu/reports/*", "GET POST", "not worked out yet");
		assertThat(
				this.obol.run("sell", "http", "menu", "--port", "" + port(), "--price", "1", "--route", "path=reports")
					.err())
			.contains("--route: 'reports' is not a path");
		assertThat(this.obol
			.run("sell", "http", "menu", "--port", "" + port(), "--price", "1", "--route", "path=/x,gate=free,price=1")
			.err()).contains("gate=free has no price");
	}

	@Test
	void whatToTellBuyersIsShown() throws Exception {
		this.obol.run("sell", "pricing", "--pay-to", PAYEE, "--chain", "base");
		this.obol.run("sell", "http", "told", "--port", "" + port(), "--price", "0.01", "--no-register");
		ServiceOffer offer = offer("default", "told");
		assertThat(offer.getSpec().payment().payTo()).isEqualTo(PAYEE);
		assertThat(offer.getSpec().payment().network()).isEqualTo("base");
		assertThat(this.obol.run("sell", "info", "told").out()).contains("http://localhost:18402/services/told",
				"0.01 USDC per request", "obol buy http http://localhost:18402/services/told", "/skill.md",
				"`obol sell status told` says why");
	}

	@Test
	void anUpdatedPriceReplacesTheOldOneWhateverItsUnit() throws Exception {
		this.obol.run("sell", "http", "priced", "--port", "" + port(), "--price", "0.5", "--pay-to", PAYEE);
		var run = this.obol.run("sell", "update", "priced", "--per-hour", "2");
		assertThat(run.status()).as(run.err()).isZero();
		assertThat(offer("default", "priced").getSpec().payment().price().perRequest()).isNull();
		assertThat(offer("default", "priced").getSpec().payment().price().perHour()).isEqualTo("2");
	}

	@Test
	void stoppingPausesAndStartingResumes() throws Exception {
		this.obol.run("sell", "http", "paused", "--port", "" + port(), "--price", "0.5", "--pay-to", PAYEE);
		this.obol.run("sell", "stop", "paused");
		assertThat(OfferView.isPaused(offer("default", "paused"))).isTrue();
		assertThat(this.obol.run("sell", "list").out()).contains("Paused");
		this.obol.run("sell", "start", "paused");
		assertThat(OfferView.isPaused(offer("default", "paused"))).isFalse();
	}

	@Test
	void anOffersStateIsShownWithItsConditions() throws Exception {
		this.obol.run("sell", "http", "shown", "--port", "" + port(), "--price", "0.5", "--pay-to", PAYEE);
		report("shown");
		String status = this.obol.run("sell", "status", "shown", "-n", "default").out();
		assertThat(status).contains("Price:        0.5 USDC per request",
				"USDC (0x036CbD53842c5426634e7929541eC2318f3dCF7e)", "ℹ ModelReady", "✓ UpstreamHealthy",
				"⚠ RoutePublished", "⏳ Ready");
		assertThat(
				this.obol.run("sell", "status", "shown", "--json").json().getAsJsonObject().get("ready").getAsBoolean())
			.isFalse();
	}

	@Test
	void aStrangerIsToldThePriceOrWhyThereIsNone() throws Exception {
		this.obol.run("sell", "http", "tested", "--port", "" + port(), "--price", "0.01", "--pay-to", PAYEE);
		String required = JsonParser
			.parseString(Files.readString(
					Path.of(System.getProperty("obol.root", ".."), "libs/x402/src/test/resources/fixtures/v2.json")))
			.getAsJsonObject()
			.get("requiredHeader")
			.getAsString();
		this.service.createContext("/services/tested", (exchange) -> {
			exchange.getResponseHeaders().set("PAYMENT-REQUIRED", required);
			exchange.sendResponseHeaders(402, -1);
			exchange.close();
		});
		this.service.createContext("/services/tested/free", (exchange) -> {
			exchange.sendResponseHeaders(200, -1);
			exchange.close();
		});
		String gateway = "http://127.0.0.1:" + port();
		var priced = this.obol.run("sell", "test", "tested", "--gateway", gateway);
		assertThat(priced.status()).as(priced.err()).isZero();
		assertThat(priced.out()).contains("live and payment-gated", "0.01 USDC on base-sepolia to 0x209693");
		var free = this.obol.run("sell", "probe", "tested", "--gateway", gateway, "--path", "/free");
		assertThat(free.status()).isEqualTo(1);
		assertThat(free.err()).contains("free for everybody");
		assertThat(this.obol.run("sell", "test", "tested", "--path", "/../x").status()).isEqualTo(2);
	}

	private void report(String name) throws Exception {
		JsonObject document = Documents.manifest(ResourceType.SERVICE_OFFER, new ObjectKey("default", name), Map.of());
		document.add("status",
				Documents.object("endpoint", "/services/" + name, "accepts", Documents
					.array(Documents.object("scheme", "exact", "network", "eip155:84532", "amount", "500000", "asset",
							"0x036CbD53842c5426634e7929541eC2318f3dCF7e", "payTo", PAYEE, "maxTimeoutSeconds", 300)),
						"prices",
						Documents.array(Documents.object("amount", "0.5", "unit", "perRequest", "declared", "0.5",
								"symbol", "USDC", "decimals", 6)),
						"conditions",
						Documents.array(condition("ModelReady", "True", "Skipped"),
								condition("UpstreamHealthy", "True", "Healthy"),
								condition("RoutePublished", "False", "WaitingForRoute"),
								condition("Ready", "Unknown", "Reconciling"))));
		this.cluster.applyStatus(ResourceType.SERVICE_OFFER, document);
	}

	private static JsonObject condition(String type, String status, String reason) {
		return Documents.object("type", type, "status", status, "reason", reason, "message", "m", "lastTransitionTime",
				"2026-11-23T00:00:00Z");
	}

	@Test
	void wrongValuesAreToldBeforeAnythingIsAsked() {
		var terms = new String[][] { { "--price", "0.0000001", "has only 6" },
				{ "--price", "1 USDC", "is not an amount" },
				{ "--token", "DAI", "not available on chain base-sepolia (supported tokens: USDC, OBOL)" },
				{ "--chain", "goerli", "unknown network 'goerli'" }, { "--path", "services", "is not a path" } };
		for (String[] wrong : terms) {
			var run = "--price".equals(wrong[0])
					? this.obol.run("sell", "agent", "x", wrong[0], wrong[1], "--pay-to", PAYEE) : this.obol.run("sell",
							"http", "x", "--upstream", "x", "--price", "1", wrong[0], wrong[1], "--pay-to", PAYEE);
			assertThat(run.err()).contains(wrong[2]);
			assertThat(run.status()).isEqualTo(2);
		}
		assertThat(this.obol.run("sell", "http", "x", "--upstream", "x", "--price", "1").err())
			.contains("Recipient required");
		assertThat(this.obol
			.run("sell", "http", "x", "--upstream", "x", "--price", "1", "--pay-to",
					"0x209693bc6afc0C5328bA36FaF03C514EF312287C")
			.err()).contains("checksum");
	}

}
