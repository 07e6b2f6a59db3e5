package org.obol.gateway.facilitator;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.obol.gateway.wire.WireClient;
import org.obol.x402.facilitator.Exchange;
import org.obol.x402.facilitator.FacilitatorTransport;

/**
 * What can go wrong on a connection is told apart by whether the request can have been
 * read.
 */
class WireTransportTests {

	private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

	private static final EventLoopGroup LOOPS = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

	private final AtomicInteger connections = new AtomicInteger();

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private volatile String answer = OK;

	private volatile boolean hangUp;

	private ServerSocket server;

	private WireTransport transport;

	@AfterAll
	static void endLoops() {
		LOOPS.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
	}

	@BeforeEach
	void begin() throws IOException {
		this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		Thread.ofVirtual().start(this::serve);
		this.transport = new WireTransport(new WireClient(LOOPS, Duration.ofSeconds(2), Duration.ofSeconds(5)));
	}

	@AfterEach
	void end() throws IOException {
		this.transport.close();
		this.server.close();
	}

	@Test
	void requestsShareAConnectionAndCarryTheirHeaders() {
		for (int i = 0; i < 3; i++) {
			assertThat(send("{\"a\":1}", 5000)).isInstanceOfSatisfying(Exchange.Answered.class, (answered) -> {
				assertThat(answered.status()).isEqualTo(200);
				assertThat(answered.body()).isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
			});
		}
		assertThat(this.connections).hasValue(1);
		assertThat(this.requests).hasSize(3).allSatisfy((request) -> {
			assertThat(request).startsWith("POST /base/verify?a=b HTTP/1.1").endsWith("{\"a\":1}");
			assertThat(request.toLowerCase(java.util.Locale.ROOT)).contains("authorization: bearer key",
					"host: 127.0.0.1:" + this.server.getLocalPort());
		});
	}

	@Test
	void serverThatHungUpBetweenTwoRequestsIsCalledAgain() {
		this.answer = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}";
		assertThat(send("{}", 5000)).isInstanceOf(Exchange.Answered.class);
		assertThat(send("{}", 5000)).isInstanceOf(Exchange.Answered.class);
		assertThat(this.connections).hasValue(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{}", "garbage\r\n\r\n",
			"HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n{}" })
	void requestWithoutAWholeAnswerMayHaveBeenRead(String part) {
		this.answer = part;
		this.hangUp = true;
		assertThat(send("{}", 5000)).isInstanceOfSatisfying(Exchange.Unanswered.class,
				(unanswered) -> assertThat(unanswered.timeout()).isFalse());
		assertThat(this.requests).hasSize(1);
	}

	@Test
	void answerThatDripsIsNotWaitedForForEverAndItsConnectionIsNotUsedAgain() {
		this.answer = "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{";
		assertThat(send("{}", 200)).isInstanceOfSatisfying(Exchange.Unanswered.class,
				(unanswered) -> assertThat(unanswered.timeout()).isTrue());
		this.answer = OK;
		assertThat(send("{}", 5000)).isInstanceOf(Exchange.Answered.class);
		assertThat(this.connections).hasValue(2);
	}

	@Test
	void nobodyThereIsCertainlyNotAsked() throws IOException {
		this.server.close();
		assertThat(send("{}", 5000)).isInstanceOf(Exchange.Unsent.class);
	}

	@Test
	void serverWithoutTlsIsNotTalkedToWhereTlsIsWanted() {
		URI url = URI.create("https://127.0.0.1:" + this.server.getLocalPort() + "/verify");
		assertThat(this.transport
			.send(new FacilitatorTransport.Request("POST", url, Map.of(), new byte[0], Duration.ofSeconds(3))))
			.isInstanceOf(Exchange.Unsent.class);
	}

	private Exchange send(String body, long millis) {
		return this.transport.send(request(body, millis));
	}

	private FacilitatorTransport.Request request(String body, long millis) {
		return new FacilitatorTransport.Request("POST", url("/base/verify?a=b"), Map.of("Authorization", "Bearer key"),
				body.getBytes(StandardCharsets.UTF_8), Duration.ofMillis(millis));
	}

	private URI url(String path) {
		return URI.create("http://127.0.0.1:" + this.server.getLocalPort() + path);
	}

	private void serve() {
		try {
			while (!this.server.isClosed()) {
				Socket socket = this.server.accept();
				this.connections.incrementAndGet();
				Thread.ofVirtual().start(() -> talk(socket));
			}
		}
		catch (IOException ignored) {
			// Closed: the test is over.
		}
	}

	private void talk(Socket socket) {
		try (socket) {
			BufferedReader in = new BufferedReader(
					new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
			OutputStream out = socket.getOutputStream();
			for (String request = read(in); request != null; request = read(in)) {
				this.requests.add(request);
				out.write(this.answer.getBytes(StandardCharsets.UTF_8));
				out.flush();
				if (this.hangUp || this.answer.contains("close")) {
					return;
				}
			}
		}
		catch (IOException ignored) {
			// The other side went.
		}
	}

	private static String read(BufferedReader in) throws IOException {
		StringBuilder request = new StringBuilder();
		int length = 0;
		for (String line = in.readLine(); line != null; line = in.readLine()) {
			request.append(line).append('\n');
			if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
				length = Integer.parseInt(line.substring(15).strip());
			}
			if (line.isEmpty()) {
				char[] body = new char[length];
				return (in.read(body, 0, length) == length) ? request + new String(body) : null;
			}
		}
		return null;
	}

}
