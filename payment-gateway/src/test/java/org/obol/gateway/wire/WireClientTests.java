package org.obol.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers in every shape that a server may give them, on real sockets. */
class WireClientTests {

	private static final EventLoopGroup LOOPS = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

	private final AtomicInteger connections = new AtomicInteger();

	private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

	private final WireClient client = new WireClient(LOOPS, Duration.ofSeconds(2), Duration.ofSeconds(5));

	private volatile Answering answering = (out) -> write(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

	private ServerSocket server;

	/** What the server does with a request. */
	@FunctionalInterface
	interface Answering {

		void on(OutputStream out) throws IOException;

	}

	@BeforeEach
	void begin() throws IOException {
		this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		Thread.ofVirtual().start(this::serve);
	}

	@AfterEach
	void end() throws IOException {
		this.client.close();
		this.server.close();
	}

	@AfterAll
	static void endLoops() {
		LOOPS.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n",
			"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
					+ "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello" })
	void answerIsReadWhateverItsShapeAndTheConnectionIsUsedAgain(String answer) throws WireException {
		this.answering = (out) -> write(out, answer);
		assertThat(body(send("POST"))).isEqualTo("hello");
		assertThat(body(send("POST"))).isEqualTo("hello");
		assertThat(this.connections).hasValue(1);
	}

	@Test
	void answerThatEndsWithTheConnectionIsWhole() throws WireException {
		this.answering = (out) -> {
			write(out, "HTTP/1.1 200 OK\r\n\r\nuntil the end");
			out.close();
		};
		assertThat(body(send("GET"))).isEqualTo("until the end");
	}

	@Test
	void answerToHeadHasNoBodyAndTheNextRequestIsNotMistakenForIt() throws WireException {
		this.answering = (out) -> write(out, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n");
		assertThat(body(send("HEAD"))).isEmpty();
		this.answering = (out) -> write(out, "HTTP/1.1 204 No Content\r\n\r\n");
		WireAnswer answer = send("DELETE");
		assertThat(answer.status()).isEqualTo(204);
		assertThat(body(answer)).isEmpty();
		assertThat(this.connections).hasValue(1);
	}

	@Test
	void readerWhoIsSlowHoldsTheSenderBackAndLosesNothing() throws WireException {
		int size = 64 * 1024 * 1024;
		AtomicLong sent = new AtomicLong();
		this.answering = (out) -> {
			write(out, "HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
			byte[] part = new byte[256 * 1024];
			for (int i = 0; i < size; i += part.length) {
				out.write(part);
				sent.addAndGet(part.length);
			}
		};
		try (WireAnswer answer = send("GET")) {
			AtomicLong before = new AtomicLong(-1);
			await().pollInterval(Duration.ofMillis(100)).until(() -> before.getAndSet(sent.get()) == sent.get());
			assertThat(sent.get()).isLessThan(size / 2);
			long read = 0;
			for (Optional<byte[]> part = next(answer); part.isPresent(); part = next(answer)) {
				read += part.get().length;
			}
			assertThat(read).isEqualTo(size);
		}
	}

	@Test
	void whoGivesUpHangsUpAndIsTold() throws WireException {
		this.answering = (out) -> {
			write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
			byte[] part = new byte[64 * 1024];
			// Ends when the other side hung up.
			for (int i = 0; i < 1_000_000_000 / part.length; i++) {
				out.write(part);
			}
		};
		WireAnswer answer = send("GET");
		answer.abandon();
		assertThatExceptionOfType(WireException.class).isThrownBy(() -> body(answer))
			.satisfies((ex) -> assertThat(ex.kind()).isEqualTo(WireException.Kind.ABANDONED));
		this.answering = (out) -> write(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
		assertThat(body(send("GET"))).isEqualTo("ok");
		assertThat(this.connections).hasValue(2);
	}

	@Test
	void headThatNeverEndsIsRefused() {
		this.answering = (out) -> {
			write(out, "HTTP/1.1 200 OK\r\n");
			for (int i = 0; i < 2000; i++) {
				write(out, "X-Filler-" + i + ": " + "x".repeat(50) + "\r\n");
			}
		};
		assertThatExceptionOfType(WireException.class).isThrownBy(() -> send("GET"))
			.satisfies((ex) -> assertThat(ex.kind()).isEqualTo(WireException.Kind.BROKEN));
	}

	@Test
	void silenceEndsWithTheDeadline() throws WireException {
		assertThat(body(send("GET"))).isEqualTo("ok");
		this.answering = (out) -> {
		};
		assertThatExceptionOfType(WireException.class)
			.isThrownBy(() -> this.client.send(request("GET"), System.nanoTime() + 200_000_000L, (ignored) -> {
			}))
			.satisfies((ex) -> assertThat(ex.kind()).isEqualTo(WireException.Kind.TIMEOUT));
	}

	@Test
	void nameThatNobodyHasIsUnsent() {
		WireRequest lost = new WireRequest("GET", URI.create("http://no-such-host.invalid/"), WireRequest.noHeaders(),
				new byte[0]);
		assertThatExceptionOfType(WireException.class)
			.isThrownBy(() -> this.client.send(lost, deadline(), (ignored) -> {
			}))
			.satisfies((ex) -> assertThat(ex.kind()).isEqualTo(WireException.Kind.UNSENT));
	}

	private WireAnswer send(String method) throws WireException {
		return this.client.send(request(method), deadline(), (ignored) -> {
		});
	}

	private WireRequest request(String method) {
		return new WireRequest(method, URI.create("http://127.0.0.1:" + this.server.getLocalPort() + "/a?b=c"),
				WireRequest.noHeaders(), "GET".equals(method) ? new byte[0] : "{}".getBytes(StandardCharsets.UTF_8));
	}

	private static long deadline() {
		return System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
	}

	private static Optional<byte[]> next(WireAnswer answer) throws WireException {
		return answer.next(TimeUnit.SECONDS.toNanos(10));
	}

	private static String body(WireAnswer answer) throws WireException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (Optional<byte[]> part = next(answer); part.isPresent(); part = next(answer)) {
			body.writeBytes(part.get());
		}
		return body.toString(StandardCharsets.UTF_8);
	}

	private void serve() {
		try {
			while (true) {
				Socket socket = this.server.accept();
				this.connections.incrementAndGet();
				Thread.ofVirtual().start(() -> serve(socket));
			}
		}
		catch (IOException ignored) {
			// The test is over.
		}
	}

	private void serve(Socket socket) {
		try (socket) {
			BufferedReader in = new BufferedReader(
					new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
			for (String line = in.readLine(); line != null; line = in.readLine()) {
				int length = 0;
				for (String header = in.readLine(); !header.isEmpty(); header = in.readLine()) {
					if (header.toLowerCase(java.util.Locale.ROOT).startsWith("content-length: ")) {
						length = Integer.parseInt(header.substring(16));
					}
				}
				in.skip(length);
				this.requests.add(line);
				this.answering.on(socket.getOutputStream());
			}
		}
		catch (IOException ignored) {
			// The client hung up.
		}
	}

	private static void write(OutputStream out, String text) throws IOException {
		out.write(text.getBytes(StandardCharsets.ISO_8859_1));
		out.flush();
	}

}
