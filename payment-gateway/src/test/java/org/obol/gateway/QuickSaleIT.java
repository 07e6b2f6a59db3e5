package org.obol.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;

/** Paid calls are the same wherever they are sold, behind the decoder or further up. */
class QuickSaleIT extends GatewayIT {

	private static final String UNPAID = "GET /services/blocks/height HTTP/1.1\r\nHost: x\r\n";

	@Autowired
	ApplicationContext context;

	@Test
	void answerIsTheSameAsFurtherUp() {
		this.upstream.script = (exchange, body) -> FakeUpstream.text(201, "text/plain", "made " + text(body))
			.run(exchange, body);
		HttpResponse<String> quick = buy(HttpRequest.BodyPublishers.ofString("a block"));
		// A body whose length is not told beforehand is chunked.
		HttpResponse<String> slow = buy(HttpRequest.BodyPublishers
			.fromPublisher(HttpRequest.BodyPublishers.ofByteArrays(List.of(bytes("a "), bytes("block")))));
		assertThat(quick.statusCode()).isEqualTo(201);
		assertThat(quick.body()).isEqualTo("made a block").isEqualTo(slow.body());
		assertThat(slow.statusCode()).isEqualTo(201);
		assertThat(slow.headers().map().keySet()).isEqualTo(quick.headers().map().keySet());
		assertThat(quick.headers().firstValue("Cache-Control")).hasValue("private, no-store");
	}

	@Test
	void bodyMayComeInPiecesAndWhatFollowsWaitsForItsTurn() throws IOException {
		this.upstream.script = (exchange, body) -> FakeUpstream.text(200, "text/plain", text(body)).run(exchange, body);
		String head = "POST /services/blocks/height HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\nPAYMENT-SIGNATURE: "
				+ Payments.header(terms("/services/blocks")) + "\r\n\r\n";
		String answers = raw(head, "hello", " world" + UNPAID + "\r\n", UNPAID + "Connection: close\r\n\r\n");
		assertThat(Stream.of(answers.split("(?=HTTP/1\\.1 [0-9]{3} )")).map((answer) -> answer.substring(9, 12)))
			.containsExactly("200", "402", "402");
		assertThat(answers).contains("hello world");
		assertThat(state()).isEqualTo("SETTLED");
	}

	@Test
	void paidCallsThatAreSentTogetherAreServedOneAfterTheOther() throws IOException {
		this.upstream.script = (exchange, body) -> FakeUpstream.text(200, "text/plain", text(body)).run(exchange, body);
		StringBuilder calls = new StringBuilder();
		for (String body : List.of("first", "second", "third")) {
			calls.append("POST /services/blocks/height HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length()
					+ "\r\nPAYMENT-SIGNATURE: " + Payments.header(terms("/services/blocks")) + "\r\n\r\n" + body);
		}
		String answers = raw(calls.toString(), UNPAID + "Connection: close\r\n\r\n");
		assertThat(answers).containsSubsequence("HTTP/1.1 200 ", "first", "HTTP/1.1 200 ", "second", "HTTP/1.1 200 ",
				"third", "HTTP/1.1 402 ");
		assertThat(state()).isEqualTo("SETTLED,SETTLED,SETTLED");
	}

	/** What {@code fetch} leaves as it is in a query, Java's URI does not take. */
	@Test
	void queryAsBrowsersSendItReachesTheService() throws IOException {
		assertThat(bought("/services/blocks/search?q={\"a\"|b}^`\\[0]&r=%20%7B&s=\u00c3\u00a4"))
			.startsWith("HTTP/1.1 200 ");
		assertThat(this.upstream.seen.getLast().target())
			.isEqualTo("/search?q=%7B%22a%22%7Cb%7D%5E%60%5C[0]&r=%20%7B&s=%C3%A4");
	}

	@Test
	void queryThatNobodyCouldReadIsRefusedAndNotCharged() throws IOException {
		assertThat(bought("/services/blocks/search?q=100%")).startsWith("HTTP/1.1 400 ").contains("bad_query");
		assertThat(bought("/services/blocks/search?q=%zz")).startsWith("HTTP/1.1 400 ").contains("bad_query");
		assertThat(this.upstream.seen).isEmpty();
		assertThat(this.facilitator.calls).isEmpty();
	}

	private String bought(String target) throws IOException {
		return raw(
				"GET " + target + " HTTP/1.1\r\nHost: x\r\nPAYMENT-SIGNATURE: "
						+ Payments.header(terms("/services/blocks")) + "\r\n\r\n",
				UNPAID + "Connection: close\r\n\r\n");
	}

	@Test
	void bodyThatDoesNotComeIsNotWaitedForForEver() throws IOException {
		String head = "POST /services/blocks/height HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\nPAYMENT-SIGNATURE: "
				+ Payments.header(terms("/services/blocks")) + "\r\n\r\n";
		assertThat(raw(head, "hello")).startsWith("HTTP/1.1 408 ").contains("request_too_slow");
		assertThat(this.upstream.seen).isEmpty();
		assertThat(this.facilitator.settled).hasValue(0);
	}

	@Test
	void gatewayThatGoesWaitsForTheCallsThatRun() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		this.upstream.script = (exchange, body) -> {
			asked.countDown();
			awaitQuietly(goOn);
			FakeUpstream.text(200, "text/plain", "late").run(exchange, body);
		};
		CompletableFuture<HttpResponse<String>> call = CompletableFuture
			.supplyAsync(() -> buy(HttpRequest.BodyPublishers.ofString("x")));
		assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
		SmartLifecycle quick = this.context.getBean("quickCalls", SmartLifecycle.class);
		AtomicBoolean stopped = new AtomicBoolean();
		try {
			quick.stop(() -> stopped.set(true));
			// What comes now is served as well, by what the web server waits for.
			assertThat(send(request("/services/blocks/height")).statusCode()).isEqualTo(402);
			assertThat(stopped).isFalse();
			goOn.countDown();
			assertThat(call.get(10, TimeUnit.SECONDS).body()).isEqualTo("late");
			await().untilTrue(stopped);
			assertThat(buy(HttpRequest.BodyPublishers.ofString("x")).statusCode()).isEqualTo(200);
		}
		finally {
			quick.start();
		}
	}

	private HttpResponse<String> buy(HttpRequest.BodyPublisher body) {
		return send(request("/services/blocks/height")
			.header("PAYMENT-SIGNATURE", Payments.header(terms("/services/blocks")))
			.POST(body));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String text(byte[] body) {
		return new String(body, StandardCharsets.UTF_8);
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Sends the parts one after the other, each when the one before is surely read, and
	 * takes what comes.
	 */
	private String raw(String... parts) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", this.port)) {
			socket.setTcpNoDelay(true);
			socket.setSoTimeout(15_000);
			OutputStream out = socket.getOutputStream();
			for (String part : parts) {
				out.write(part.getBytes(StandardCharsets.ISO_8859_1));
				out.flush();
				send(request("/services/blocks/height"));
			}
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
