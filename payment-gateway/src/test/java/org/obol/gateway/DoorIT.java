package org.obol.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.obol.api.ServiceOfferSpec;

/** Which requests get past the door, and what the others are told. */
class DoorIT extends GatewayIT {

	@ParameterizedTest
	@ValueSource(strings = { "GET //services/blocks/height", "GET /services//blocks",
			"GET /services/%2e%2e/services/blocks", "GET /services/blocks%2fheight", "GET /services/blocks;x/height",
			"GET /services/blocks/../blocks/height", "GET /SERVICES/blocks/height", "GET /services/blocks%5cheight",
			"GET /services/blocks%00" })
	void pathTricksNeverReachTheService(String line) throws IOException {
		assertThat(raw(line + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).matches("(?s)HTTP/1.1 40[04] .*");
		assertThat(this.upstream.seen).isEmpty();
	}

	@Test
	void absoluteFormMeansTheSamePath() throws IOException {
		assertThat(
				raw("GET http://other.example/services/blocks/height HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
			.startsWith("HTTP/1.1 402 ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "PURGE" })
	void everyMethodOfASoldPathCosts(String method) {
		HttpResponse<String> response = send(
				request("/services/blocks/height").method(method, HttpRequest.BodyPublishers.noBody()));
		assertThat(response.statusCode()).isEqualTo(402);
		assertThat(this.upstream.seen).isEmpty();
	}

	@Test
	void optionsIsFreeForBrowsersAndReachesNobody() {
		HttpResponse<String> response = send(
				request("/services/blocks/height").method("OPTIONS", HttpRequest.BodyPublishers.noBody())
					.header("Access-Control-Request-Method", "POST"));
		assertThat(response.statusCode()).isEqualTo(204);
		assertThat(response.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
			.contains("PAYMENT-SIGNATURE", "X-PAYMENT", "Access-Control-Expose-Headers");
		assertThat(this.upstream.seen).isEmpty();
	}

	@Test
	void unknownPathsAreClosed() {
		assertThat(send(request("/services/none")).body()).contains("offer_not_found");
		assertThat(send(request("/admin/v1/payments")).statusCode()).isEqualTo(404);
		assertThat(send(request("/actuator/health")).statusCode()).isEqualTo(404);
		assertThat(send(request("/services")).statusCode()).isEqualTo(404);
		assertThat(send(request("/assets")).statusCode()).isEqualTo(404);
	}

	@Test
	void requestThatIsRefusedLeavesNothingBehind() throws JMException {
		String type = "reactor.netty.http.server.HttpServerOperations";
		long before = alive(type);
		for (int call = 0; call < 100; call++) {
			assertThat(ask("/services/none", "none", "hi").statusCode()).isEqualTo(404);
		}
		assertThat(alive(type) - before).isLessThan(50);
	}

	/** How many objects of a class something still holds on to. */
	private static long alive(String type) throws JMException {
		String histogram = (String) ManagementFactory.getPlatformMBeanServer()
			.invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
					new Object[] { new String[0] }, new String[] { String[].class.getName() });
		return histogram.lines()
			.map((line) -> line.trim().split("\\s+"))
			.filter((line) -> line.length > 3 && line[3].equals(type))
			.mapToLong((line) -> Long.parseLong(line[1]))
			.sum();
	}

	@Test
	void offerThatIsDownSaysSo() {
		var offer = Offers.http("blocks", this.upstream.url().toString());
		offer.setStatus(null);
		sell(offer);
		HttpResponse<String> response = send(request("/services/blocks/height"));
		assertThat(response.statusCode()).isEqualTo(503);
		assertThat(response.body()).contains("offer_unavailable");
	}

	@Test
	void twoPaymentHeadersAreRefused() {
		HttpResponse<String> response = send(
				request("/services/blocks/height").header("X-PAYMENT", "a").header("PAYMENT-SIGNATURE", "b"));
		assertThat(response.statusCode()).isEqualTo(400);
	}

	@Test
	void forgedReceiptOfTheBuyerAndOfTheServiceIsDropped() {
		this.upstream.script = (exchange, body) -> {
			exchange.getResponseHeaders().set("PAYMENT-RESPONSE", "forged");
			exchange.getResponseHeaders().set("X-Internal", "shown");
			exchange.getResponseHeaders().set("Set-Cookie", "a=b");
			FakeUpstream.text(200, "text/plain", "ok").run(exchange, body);
		};
		HttpResponse<String> response = send(request("/services/blocks/height").header("PAYMENT-RESPONSE", "forged")
			.header("PAYMENT-SIGNATURE", Payments.header(terms("/services/blocks"))));
		assertThat(response.headers().allValues("PAYMENT-RESPONSE")).hasSize(1).doesNotContain("forged");
		assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
		assertThat(this.upstream.seen.getFirst().headers()).doesNotContainKey("payment-response");
	}

	@Test
	void randomPaymentHeadersAreRefusedWithoutAnError() {
		Random random = new Random(3);
		String valid = Payments.header(terms("/services/blocks"));
		for (int round = 0; round < 300; round++) {
			StringBuilder header = new StringBuilder(valid);
			for (int i = 1 + random.nextInt(3); i > 0; i--) {
				header.setCharAt(random.nextInt(header.length()), (char) ('+' + random.nextInt(80)));
			}
			int status = pay("/services/blocks/height", header.toString().strip()).statusCode();
			// A changed letter in the signature or the resource leaves a payment that the
			// fakes take.
			assertThat(status).isIn(200, 400, 402, 409);
		}
	}

	@Test
	void headerBombIsRefused() {
		assertThat(pay("/services/blocks/height", "A".repeat(20_000)).statusCode()).isEqualTo(400);
		int status = pay("/services/blocks/height", "A".repeat(60_000)).statusCode();
		assertThat(status).isIn(413, 431);
	}

	@Test
	void freeGateIsServedWithoutPaymentAndTheRestIsClosed() {
		var offer = Offers.http("blocks", this.upstream.url().toString());
		offer.setSpec(Offers.spec("http", null, null, null,
				List.of(new ServiceOfferSpec.Route("/free", List.of(), "free", null, null),
						new ServiceOfferSpec.Route("/signed", List.of(), "auth", null, null),
						new ServiceOfferSpec.Route("/height", List.of(), "paid", null, null))));
		sell(offer);
		assertThat(send(request("/services/blocks/free")).body()).contains("42");
		assertThat(send(request("/services/blocks/height")).statusCode()).isEqualTo(402);
		assertThat(send(request("/services/blocks/signed")).statusCode()).isEqualTo(402);
		assertThat(send(request("/services/blocks/other")).statusCode()).isEqualTo(404);
	}

	@Test
	void cheapPathsPaymentDoesNotBuyTheDearOne() {
		sell(Offers.routes(Offers.http("blocks", this.upstream.url().toString()),
				Map.of("/cheap", "1000", "/dear/*", "5000000")));
		String cheap = Payments.header(terms("/services/blocks/cheap"));
		HttpResponse<String> refused = pay("/services/blocks/dear/annual", cheap);
		assertThat(refused.statusCode()).isEqualTo(402);
		assertThat(refused.body()).contains("no_matching_requirement").contains("5000000").doesNotContain("\"1000\"");
		assertThat(this.upstream.seen).isEmpty();
		assertThat(pay("/services/blocks/cheap", cheap).statusCode()).isEqualTo(200);
		assertThat(pay("/services/blocks/dear/annual", cheap).statusCode()).isEqualTo(402);
		assertThat(pay("/services/blocks/dear/annual", Payments.header(terms("/services/blocks/dear/annual")))
			.statusCode()).isEqualTo(200);
		assertThat(send(request("/services/blocks")).statusCode()).isEqualTo(404);
	}

	@Test
	void paymentForAnotherPathOfTheSamePriceIsGoodForOneOfThem() {
		sell(Offers.routes(Offers.http("blocks", this.upstream.url().toString()), Map.of("/a", "1000", "/b", "1000")));
		String payment = Payments.header(terms("/services/blocks/a"));
		assertThat(pay("/services/blocks/a", payment).statusCode()).isEqualTo(200);
		HttpResponse<String> second = pay("/services/blocks/b", payment);
		assertThat(second.statusCode()).isEqualTo(409);
		assertThat(second.body()).contains("payment_already_used");
		assertThat(this.upstream.seen).hasSize(1);
	}

	@Test
	void browserGetsASmallPageWithoutAScript() {
		var offer = Offers.http("blocks", this.upstream.url().toString());
		offer.setSpec(new ServiceOfferSpec("http", null, null, null, null, List.of(), null,
				"<script>alert(1)</script>\" onload='x", null, null, List.of(), null, Map.of(), null, null, null));
		sell(offer);
		HttpResponse<String> response = send(request("/services/blocks").header("Accept", "text/html,*/*")
			.header("User-Agent", "Mozilla/5.0 (X11)"));
		assertThat(response.statusCode()).isEqualTo(402);
		assertThat(response.headers().firstValue("PAYMENT-REQUIRED")).isPresent();
		assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
		assertThat(response.body()).contains("0.01 USDC on base-sepolia")
			.contains("&lt;script&gt;")
			.doesNotContain("<script")
			.hasSizeLessThan(4000);
		assertThat(send(request("/services/blocks").header("Accept", "*/*")).body()).startsWith("{");
	}

	@Test
	void modelListIsFreeAndNamesTheOffer() {
		HttpResponse<String> response = send(request("/services/quant/v1/models"));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).contains("\"quant\"").doesNotContain("secret-model");
	}

	private String raw(String request) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", this.port)) {
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
