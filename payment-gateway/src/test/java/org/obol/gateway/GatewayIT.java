package org.obol.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.obol.api.ServiceOffer;
import org.obol.gateway.route.QuoteExtensions;
import org.obol.gateway.route.RouteTable;
import org.obol.gateway.route.TestRoutes;
import org.obol.x402.PaymentRequirements;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.awaitility.Awaitility.await;

/** What the tests of a running gateway share. */
@SpringBootTest(classes = TestGateway.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "obol.public-url=https://market.example",
				"obol.ledger.late-reservations=false", "obol.paywall.wait-for-first=5s", "obol.ledger.beat=1s",
				"obol.ledger.reconcile=200ms", "obol.door.request-timeout=5s", "obol.door.head-timeout=2s" })
abstract class GatewayIT {

	static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	@Autowired
	FakeFacilitator facilitator;

	@Autowired
	FakeChain chain;

	@Autowired
	RouteTable table;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	QuoteExtensions extensions;

	@LocalServerPort
	int port;

	FakeUpstream upstream;

	@DynamicPropertySource
	static void database(DynamicPropertyRegistry registry) {
		registry.add("spring.datasource.url",
				() -> "jdbc:postgresql://127.0.0.1:" + Postgres.portForGateway() + "/${postgres.database:postgres}");
		registry.add("spring.datasource.username", () -> "postgres");
	}

	@BeforeEach
	void begin() throws IOException {
		this.facilitator.reset();
		this.chain.real = null;
		this.chain.fate = new org.obol.gateway.paywall.SettlementLookup.Fate.Unclear();
		this.upstream = new FakeUpstream();
		this.jdbc.sql("truncate payment cascade").update();
		sell(Offers.http("blocks", this.upstream.url().toString()),
				Offers.agent("quant", "hermes", this.upstream.url().toString()),
				Offers.agent("demo", "demo", this.upstream.url().toString()));
	}

	@AfterEach
	void end() {
		this.upstream.close();
	}

	void sell(ServiceOffer... offers) {
		this.table.replace(TestRoutes.of(List.of(offers), this.extensions));
	}

	PaymentRequirements terms(String path) {
		return TestRoutes.terms(this.table, path);
	}

	HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.timeout(Duration.ofSeconds(20));
	}

	HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	HttpResponse<String> pay(String path, String payment) {
		return send(request(path).header("PAYMENT-SIGNATURE", payment));
	}

	HttpResponse<String> ask(String path, String payment, String body) {
		return send(request(path).header("PAYMENT-SIGNATURE", payment)
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body)));
	}

	/** SETTLED is written a moment after the buyer has the answer. */
	String state() {
		await().until(() -> this.jdbc.sql("select not exists (select from payment where state = 'SETTLING')")
			.query(Boolean.class)
			.single());
		return this.jdbc.sql("select string_agg(state, ',' order by id) from payment").query(String.class).single();
	}

	/** The same purchase with another signature, in the ledger that gateways share. */
	void settledElsewhere(String here, String there) {
		this.jdbc.sql("insert into payment (network, asset, payer, nonce, state, holder, x402_version, scheme, "
				+ "offer_namespace, offer_name, amount, pay_to, fingerprint, valid_before, reserved_at, settling_at, "
				+ "changed_at, settled_at, served_at, transaction, deliveries) "
				+ "select network, asset, payer, ?, state, gen_random_uuid(), x402_version, scheme, offer_namespace, "
				+ "offer_name, amount, pay_to, fingerprint, valid_before, reserved_at, settling_at, changed_at, "
				+ "settled_at, served_at, transaction, deliveries from payment where nonce = ?")
			.params(there, here)
			.update();
		this.jdbc.sql("insert into payment_answer (payment_id, status, headers, body, expires_at) "
				+ "select there.id, a.status, a.headers, a.body, a.expires_at from payment_answer a "
				+ "join payment here on here.id = a.payment_id, payment there where here.nonce = ? and there.nonce = ?")
			.params(here, there)
			.update();
	}

	static String question(boolean stream) {
		return "{\"messages\":[{\"role\":\"user\",\"content\":\"How high is the chain?\"}],\"stream\":" + stream + "}";
	}

}
