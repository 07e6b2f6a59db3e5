package org.obol.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Who reads slowly gets everything; who reads nothing fills nobody's memory. */
@TestPropertySource(properties = "obol.door.idle-timeout=3s")
class SlowReadersIT extends GatewayIT {

	private static final Charset LATIN = StandardCharsets.ISO_8859_1;

	/** What the sockets of both sides hold together is far less. */
	private static final int MOST = 96 << 20;

	/** Shorter than the time after which a connection that nobody uses is closed. */
	private static final Duration STUCK = Duration.ofMillis(1500);

	@Autowired
	MeterRegistry meters;

	@ParameterizedTest
	@ValueSource(strings = { "GET /services/blocks/height", "HEAD /services/blocks/height" })
	void whoAsksForPricesAndReadsNoneIsNotReadEither(String line) throws IOException {
		byte[] request = (line + " HTTP/1.1\r\nHost: x\r\nX-Padding: " + "x".repeat(4000) + "\r\n\r\n").getBytes(LATIN);
		double before = asked();
		try (SocketChannel buyer = connect()) {
			int written = writeUntilStuck(buyer, request);
			assertThat(written).as("bytes of requests that were taken").isLessThan(MOST);
			int whole = written / request.length;
			byte[] answers = finish(buyer, request, written % request.length);
			assertThat(count(answers, "HTTP/1.1 402 ")).isEqualTo(whole + 1);
			assertThat(asked() - before).isEqualTo(whole + 1);
		}
	}

	@Test
	void whoRepeatsAPaymentAndReadsNothingIsNotAnswered() throws IOException {
		this.upstream.script = FakeUpstream.text(200, "text/plain", "x".repeat(200_000));
		String payment = Payments.header(terms("/services/blocks"));
		assertThat(pay("/services/blocks/height", payment).statusCode()).isEqualTo(200);
		byte[] request = ("GET /services/blocks/height HTTP/1.1\r\nHost: x\r\nPAYMENT-SIGNATURE: " + payment
				+ "\r\n\r\n")
			.getBytes(LATIN);
		double before = repeated();
		try (SocketChannel buyer = connect()) {
			for (int i = 0; i < 500; i++) {
				buyer.write(ByteBuffer.wrap(request));
			}
			await().during(STUCK).atMost(Duration.ofSeconds(20)).until(() -> repeated() - before < 100);
		}
	}

	@Test
	void bigAnswerIsServedToWhoeverReadsItHoweverSlowly() throws Exception {
		String answer = "0123456789abcdef".repeat(450_000);
		this.upstream.script = FakeUpstream.text(200, "text/plain", answer);
		try (Socket buyer = new Socket()) {
			buyer.setReceiveBufferSize(16_384);
			buyer.connect(new InetSocketAddress("127.0.0.1", this.port));
			buyer.setSoTimeout(10_000);
			buyer.getOutputStream()
				.write(("GET /services/blocks/height HTTP/1.1\r\nHost: x\r\nPAYMENT-SIGNATURE: "
						+ Payments.header(terms("/services/blocks")) + "\r\n\r\n")
					.getBytes(LATIN));
			byte[] all = readSlowly(buyer.getInputStream(), answer.length());
			assertThat(new String(all, LATIN)).startsWith("HTTP/1.1 200 ").endsWith(answer);
		}
		await().untilAsserted(() -> assertThat(
				this.jdbc.sql("select served_at is not null from payment").query(Boolean.class).single())
			.isTrue());
	}

	private SocketChannel connect() throws IOException {
		SocketChannel buyer = SocketChannel.open();
		buyer.setOption(StandardSocketOptions.SO_RCVBUF, 16_384);
		buyer.connect(new InetSocketAddress("127.0.0.1", this.port));
		return buyer;
	}

	/** Returns how many bytes went out. */
	private static int writeUntilStuck(SocketChannel buyer, byte[] request) throws IOException {
		buyer.configureBlocking(false);
		int written = 0;
		try (Selector selector = Selector.open()) {
			buyer.register(selector, SelectionKey.OP_WRITE);
			ByteBuffer next = ByteBuffer.wrap(request);
			while (written < MOST && selector.select(STUCK.toMillis()) > 0) {
				selector.selectedKeys().clear();
				for (int now = buyer.write(next); now > 0; now = buyer.write(next)) {
					written += now;
					if (!next.hasRemaining()) {
						next.rewind();
					}
				}
			}
		}
		buyer.configureBlocking(true);
		return written;
	}

	/** Reads everything, while the request that was begun last goes out to its end. */
	private static byte[] finish(SocketChannel buyer, byte[] request, int sent) throws IOException {
		Thread rest = Thread.ofVirtual().start(() -> {
			try {
				buyer.write(ByteBuffer.wrap(request, sent, request.length - sent));
				buyer.write(ByteBuffer
					.wrap("GET /services/none HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(LATIN)));
			}
			catch (IOException ex) {
				throw new AssertionError(ex);
			}
		});
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		ByteBuffer part = ByteBuffer.allocate(1 << 16);
		while (buyer.read(part) >= 0) {
			all.write(part.array(), 0, part.position());
			part.clear();
		}
		assertThat(rest.isAlive()).isFalse();
		return all.toByteArray();
	}

	private static byte[] readSlowly(InputStream in, int body) throws IOException, InterruptedException {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		byte[] part = new byte[1 << 16];
		while (!hasAll(all, body)) {
			int read = in.read(part);
			if (read < 0) {
				return all.toByteArray();
			}
			all.write(part, 0, read);
			new CountDownLatch(1).await(read / 800, TimeUnit.MILLISECONDS);
		}
		return all.toByteArray();
	}

	private static boolean hasAll(ByteArrayOutputStream all, int body) {
		return all.size() > body && all.toString(LATIN).substring(0, 4000).indexOf("\r\n\r\n") + 4 + body == all.size();
	}

	private static int count(byte[] answers, String what) {
		return new String(answers, LATIN).split(what, -1).length - 1;
	}

	private double asked() {
		return counter("payment.required");
	}

	private double repeated() {
		return counter("repeated.payments");
	}

	private double counter(String name) {
		var counter = this.meters.find("obol.x402.verifier." + name).tag("offer_name", "blocks").counter();
		return (counter != null) ? counter.count() : 0;
	}

}
