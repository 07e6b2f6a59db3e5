package org.obol.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.obol.x402.X402Version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Attacks of x402.md §8 that no other test of the gateway shows. */
class ThreatsIT extends GatewayIT {

	private static final Charset LATIN = StandardCharsets.ISO_8859_1;

	private static final String BLOCKS = "/services/blocks/height";

	/** Attack 10: the signature covers neither the offer nor the path. */
	@Test
	void onePaymentBuysOneOfTwoOffersWithTheSameTerms() throws Exception {
		String url = this.upstream.url().toString();
		sell(Offers.http("blocks", url), Offers.http("twin", url));
		String payment = Payments.header(terms("/services/blocks"));
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Callable<HttpResponse<String>>> calls = Stream
				.of("/services/blocks/a", "/services/twin/a", "/services/twin/b")
				.<Callable<HttpResponse<String>>>map((path) -> () -> pay(path, payment))
				.toList();
			List<Integer> statuses = threads.invokeAll(calls)
				.stream()
				.map(Future::resultNow)
				.map(HttpResponse::statusCode)
				.toList();
			assertThat(statuses).containsOnlyOnce(200).filteredOn((status) -> status != 200).containsOnly(409);
		}
		assertThat(this.facilitator.settled).hasValue(1);
		assertThat(this.upstream.seen).hasSize(1);
	}

	/** Attack 17: what a buyer sends is never fetched. */
	@Test
	void addressesInAPaymentAreNotCalled() throws IOException {
		try (FakeUpstream canary = new FakeUpstream()) {
			String header = Payments.header(terms("/services/blocks"));
			String json = new String(Base64.getDecoder().decode(header), StandardCharsets.UTF_8);
			String more = ",\"resource\":{\"url\":\"%1$s/r\",\"iconUrl\":\"%1$s/i\",\"description\":\"%1$s/d\"},"
					+ "\"extensions\":{\"bazaar\":{\"info\":{\"input\":{\"type\":\"http\",\"url\":\"%1$s/u\"}},"
					+ "\"schema\":{\"$ref\":\"%1$s/schema\",\"$id\":\"%1$s/id\"}},\"sign-in-with-x\":{\"info\":{\"uri\":\"%1$s/siwx\"}},"
					+ "\"offer-receipt\":{\"info\":{\"kid\":\"did:web:%2$s\"}}}}";
			String baited = json.substring(0, json.length() - 1)
					+ more.formatted(canary.url(), canary.url().getAuthority());
			HttpResponse<String> response = pay(BLOCKS,
					Base64.getEncoder().encodeToString(baited.getBytes(StandardCharsets.UTF_8)));
			assertThat(response.statusCode()).as(response.body()).isBetween(200, 499);
			send(request(BLOCKS).header("Referer", canary.url() + "/x")
				.header("X-Forwarded-Host", canary.url().getAuthority()));
			assertThat(canary.seen).isEmpty();
		}
	}

	/** Attack 5: drop by drop an answer would outlast the payment. */
	@Test
	void serviceThatAnswersDropByDropIsLeftBeforeThePaymentExpires() {
		this.upstream.script = (exchange, body) -> {
			exchange.getResponseHeaders().set("Content-Type", "text/plain");
			exchange.sendResponseHeaders(200, 0);
			for (int i = 0; i < 300; i++) {
				exchange.getResponseBody().write('.');
				exchange.getResponseBody().flush();
				new java.util.concurrent.CountDownLatch(1).await(100, java.util.concurrent.TimeUnit.MILLISECONDS);
			}
		};
		String payment = Payments.header(terms("/services/blocks"), X402Version.V2, Payments.nonce(),
				Instant.now().plusSeconds(22));
		Instant begin = Instant.now();
		HttpResponse<String> response = pay(BLOCKS, payment);
		assertThat(response.statusCode()).isEqualTo(504);
		assertThat(response.body()).contains("upstream_timeout");
		assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(14));
		assertThat(state()).isEqualTo("RELEASED");
		assertThat(this.facilitator.calls).containsExactly("verify");
	}

	@Test
	void streamMayTakeLongerThanThatOnceItIsPaidFor() {
		this.upstream.script = (exchange, body) -> {
			exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
			exchange.sendResponseHeaders(200, 0);
			for (int i = 0; i < 50; i++) {
				exchange.getResponseBody().write(FakeUpstream.chunk("word ", "").getBytes(StandardCharsets.UTF_8));
				exchange.getResponseBody().flush();
				new java.util.concurrent.CountDownLatch(1).await(200, java.util.concurrent.TimeUnit.MILLISECONDS);
			}
			exchange.getResponseBody()
				.write((FakeUpstream.chunk("", "stop") + "data: [DONE]\n\n").getBytes(StandardCharsets.UTF_8));
		};
		String payment = Payments.header(terms("/services/quant"), X402Version.V2, Payments.nonce(),
				Instant.now().plusSeconds(22));
		HttpResponse<String> response = ask("/services/quant/v1/chat/completions", payment, question(true));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).contains("[DONE]");
	}

	@Test
	void buyerWhoSendsItsBodyDropByDropIsDroppedAndNotCharged() throws IOException {
		String payment = Payments.header(terms("/services/blocks"));
		try (Socket socket = new Socket("127.0.0.1", this.port)) {
			socket.setSoTimeout(15_000);
			socket.getOutputStream()
				.write(("POST " + BLOCKS + " HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\nPAYMENT-SIGNATURE: "
						+ payment + "\r\n\r\nbegin")
					.getBytes(StandardCharsets.ISO_8859_1));
			socket.getOutputStream().flush();
			String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
			assertThat(answer).doesNotContain(" 200 ").doesNotContain(" 500 ");
		}
		assertThat(this.upstream.seen).isEmpty();
		assertThat(this.facilitator.calls).isEmpty();
	}

	@Test
	void buyerWhoSendsItsHeadDropByDropIsHungUpOnHoweverLivelyItIs() throws Exception {
		try (Socket socket = new Socket("127.0.0.1", this.port)) {
			socket.setSoTimeout(15_000);
			Instant begin = Instant.now();
			// One that was complete before does not count for the next one.
			socket.getOutputStream().write("GET /services/none HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(LATIN));
			try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
				Future<Integer> drops = threads.submit(() -> drip(socket));
				assertThat(readUntilHungUp(socket)).contains(" 404 ");
				assertThat(Duration.between(begin, Instant.now())).isBetween(Duration.ofMillis(1_900),
						Duration.ofSeconds(10));
				assertThat(drops.get()).isPositive();
			}
		}
	}

	@Test
	void headThatComesSlowlyButInTimeIsServed() throws Exception {
		try (Socket socket = new Socket("127.0.0.1", this.port)) {
			socket.setSoTimeout(15_000);
			for (String piece : List.of("GET /services/blocks", "/x HTTP/1.1\r\nHo", "st: x\r\nConnection: close\r\n",
					"\r\n")) {
				socket.getOutputStream().write(piece.getBytes(LATIN));
				socket.getOutputStream().flush();
				new java.util.concurrent.CountDownLatch(1).await(100, java.util.concurrent.TimeUnit.MILLISECONDS);
			}
			assertThat(new String(socket.getInputStream().readAllBytes(), LATIN)).contains(" 402 ");
		}
	}

	@Test
	void halfANextRequestDoesNotEndACallThatIsPaidFor() throws Exception {
		this.upstream.script = (exchange, body) -> {
			new java.util.concurrent.CountDownLatch(1).await(3, java.util.concurrent.TimeUnit.SECONDS);
			FakeUpstream.text(200, "text/plain", "worth the wait").run(exchange, body);
		};
		String payment = Payments.header(terms("/services/blocks"));
		try (Socket socket = new Socket("127.0.0.1", this.port)) {
			socket.setSoTimeout(15_000);
			socket.getOutputStream()
				.write(("GET " + BLOCKS + " HTTP/1.1\r\nHost: x\r\nPAYMENT-SIGNATURE: " + payment + "\r\n\r\n")
					.getBytes(LATIN));
			socket.getOutputStream().flush();
			await().until(() -> !this.upstream.seen.isEmpty());
			socket.getOutputStream().write("GET /services/blo".getBytes(LATIN));
			socket.getOutputStream().flush();
			assertThat(readUntilHungUp(socket)).contains(" 200 ").contains("worth the wait");
		}
	}

	private static String readUntilHungUp(Socket socket) {
		ByteArrayOutputStream read = new ByteArrayOutputStream();
		try {
			socket.getInputStream().transferTo(read);
		}
		catch (IOException ignored) {
			// Reset, because drops were still on their way.
		}
		return read.toString(LATIN);
	}

	private static int drip(Socket socket) throws InterruptedException {
		int drops = 0;
		try {
			socket.getOutputStream().write("GET /services/blocks HTTP/1.1\r\nHost: x\r\nX-Slow: ".getBytes(LATIN));
			for (; drops < 300; drops++) {
				socket.getOutputStream().write('x');
				socket.getOutputStream().flush();
				new java.util.concurrent.CountDownLatch(1).await(50, java.util.concurrent.TimeUnit.MILLISECONDS);
			}
		}
		catch (IOException ignored) {
			// Hung up on.
		}
		return drops;
	}

	/** Attack 6 and 7: a stream that fails before it has said anything is not charged. */
	@Test
	void halfAStreamWithoutContentIsNotCharged() {
		this.upstream.script = (exchange, body) -> {
			exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
			exchange.sendResponseHeaders(200, 0);
			exchange.getResponseBody().write("data: {\"object\":\"chat.compl".getBytes(StandardCharsets.UTF_8));
			exchange.getResponseBody().flush();
			throw new IOException("cable cut");
		};
		HttpResponse<String> response = ask("/services/quant/v1/chat/completions",
				Payments.header(terms("/services/quant")), question(true));
		assertThat(response.statusCode()).isEqualTo(502);
		await().untilAsserted(() -> assertThat(state()).isEqualTo("RELEASED"));
		assertThat(this.facilitator.calls).containsExactly("verify");
	}

}
