package org.obol.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.obol.gateway.paywall.SettlementLookup;
import org.obol.x402.facilitator.RemoteFacilitator;
import org.obol.x402.facilitator.RemoteSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A facilitator over HTTP that misbehaves in every way (attacks 4 and 5a): nobody is
 * served for nothing, nobody is told to pay again, and the same payment works once it is
 * well.
 */
class FacilitatorFaultsIT extends GatewayIT {

	private static final String BLOCKS = "/services/blocks/height";

	private static final String HASH = "0x" + "ab".repeat(32);

	/** How it misbehaves. */
	enum Fault {

		HANGS(0, null), HANGS_UP(0, null), GARBAGE(200, "<html>it works</html>"), SERVER_ERROR(500, "oops"),
		HALF_AN_ANSWER(200, "{\"success\":true,\"isValid\":tr"), NOTHING(200, "{}"), EMPTY(200, ""),
		LIST(200, "[true]"), WORDS(200, "{\"success\":\"true\",\"isValid\":\"true\",\"transaction\":\"" + HASH + "\"}"),
		GATEWAY_TIMEOUT(504,
				"{\"success\":true,\"isValid\":true,\"transaction\":\"" + HASH + "\",\"network\":\"eip155:84532\"}"),
		OTHER_CHAIN(200,
				"{\"success\":true,\"isValid\":false,\"transaction\":\"" + HASH + "\",\"network\":\"eip155:1\"}"),
		PENDING(200, "{\"success\":false,\"isValid\":false,\"errorReason\":\"settlement_pending\",\"transaction\":\""
				+ HASH + "\",\"network\":\"eip155:84532\"}"),
		HUGE(200, "{\"x\":\"" + "y".repeat(2_000_000) + "\"}");

		private final int status;

		private final String body;

		Fault(int status, String body) {
			this.status = status;
			this.body = body;
		}

	}

	private final CountDownLatch over = new CountDownLatch(1);

	private final List<String> asked = new CopyOnWriteArrayList<>();

	private HttpServer server;

	private RemoteFacilitator remote;

	private volatile Fault fault;

	private volatile String faulty;

	@BeforeEach
	void serve() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		this.server.createContext("/", this::handle);
		this.server.start();
		this.remote = new RemoteFacilitator(
				RemoteSettings.of(URI.create("http://127.0.0.1:" + this.server.getAddress().getPort()))
					.withTimeouts(Duration.ofMillis(700), Duration.ofMillis(700)));
		this.facilitator.verification = (payment) -> this.remote.verify(payment, payment.accepted());
		this.facilitator.settlement = (payment) -> this.remote.settle(payment, payment.accepted());
	}

	@AfterEach
	void stop() {
		this.over.countDown();
		this.remote.close();
		this.server.stop(0);
	}

	@ParameterizedTest
	@EnumSource
	void whileVerifyingNothingIsRunOrCharged(Fault how) {
		breaks("/verify", how);
		String payment = Payments.header(terms("/services/blocks"));
		HttpResponse<String> response = pay(BLOCKS, payment);
		assertThat(response.statusCode()).as(response.body()).isIn(402, 503);
		assertThat(response.body()).doesNotContain("height", "oops", "html");
		assertThat(this.upstream.seen).isEmpty();
		assertThat(this.asked).containsOnly("/verify");
		assertThat(state()).isIn("RELEASED", "REJECTED");
		worksOnceTheFacilitatorIsWell(payment);
	}

	@ParameterizedTest
	@EnumSource
	void whileSettlingItIsUnknownAndNeverServedForNothing(Fault how) {
		breaks("/settle", how);
		String payment = Payments.header(terms("/services/blocks"));
		HttpResponse<String> response = pay(BLOCKS, payment);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
		assertThat(response.body()).contains("settlement_unknown").doesNotContain("height", "oops", "html");
		assertThat(state()).isEqualTo("UNKNOWN");
		this.chain.fate = new SettlementLookup.Fate.Unused();
		worksOnceTheFacilitatorIsWell(payment);
		assertThat(this.upstream.seen).hasSize(1);
	}

	private void worksOnceTheFacilitatorIsWell(String payment) {
		this.faulty = "";
		HttpResponse<String> response = pay(BLOCKS, payment);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.body()).contains("height");
		assertThat(pay(BLOCKS, payment).body()).isEqualTo(response.body());
		assertThat(state()).isEqualTo("SETTLED");
		assertThat(this.facilitator.settled).hasValue(1);
	}

	private void breaks(String path, Fault how) {
		this.faulty = path;
		this.fault = how;
	}

	private void handle(HttpExchange exchange) throws IOException {
		String path = exchange.getRequestURI().getPath();
		exchange.getRequestBody().readAllBytes();
		this.asked.add(path);
		try (exchange) {
			if (!path.equals(this.faulty)) {
				answer(exchange, 200,
						path.equals("/verify") ? "{\"isValid\":true,\"payer\":\"" + Payments.BUYER + "\"}"
								: "{\"success\":true,\"transaction\":\"" + HASH
										+ "\",\"network\":\"eip155:84532\",\"payer\":\"" + Payments.BUYER + "\"}");
			}
			else if (this.fault == Fault.HANGS) {
				pauseUntilOver();
			}
			else if (this.fault != Fault.HANGS_UP) {
				answer(exchange, this.fault.status, this.fault.body);
			}
		}
	}

	private void pauseUntilOver() throws IOException {
		try {
			this.over.await(20, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IOException(ex);
		}
	}

	private static void answer(HttpExchange exchange, int status, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(status, (bytes.length == 0) ? -1 : bytes.length);
		exchange.getResponseBody().write(bytes);
	}

}
