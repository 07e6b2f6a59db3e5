package org.obol.gateway.facilitator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.obol.gateway.wire.WireClient;

/** Questions to a node that hangs up, or has no time for them. */
class WireChainTransportTests {

	private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

	private static final String HANGS_UP = "";

	private static final EventLoopGroup LOOPS = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

	private final AtomicInteger questions = new AtomicInteger();

	private Iterator<String> answers = List.<String>of().iterator();

	private ServerSocket node;

	private WireChainTransport transport;

	@AfterAll
	static void endLoops() {
		LOOPS.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
	}

	@BeforeEach
	void begin() throws IOException {
		this.node = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		Thread.ofVirtual().start(this::serve);
		this.transport = new WireChainTransport(URI.create("http://127.0.0.1:" + this.node.getLocalPort() + "/key"),
				new WireClient(LOOPS, Duration.ofSeconds(2), Duration.ofSeconds(5)));
	}

	@AfterEach
	void end() throws IOException {
		this.transport.close();
		this.node.close();
	}

	@Test
	void nodeThatHangsUpIsAskedOnceMore() throws IOException {
		this.answers = List.of(OK, HANGS_UP, OK).iterator();
		assertThat(ask()).isEqualTo("{}");
		assertThat(ask()).isEqualTo("{}");
		assertThat(this.questions).hasValue(3);
	}

	@Test
	void nodeThatAlwaysHangsUpGivesNoAnswer() {
		this.answers = List.of(HANGS_UP, HANGS_UP, OK).iterator();
		assertThatThrownBy(this::ask).isInstanceOf(IOException.class);
		assertThat(this.questions).hasValue(2);
	}

	@Test
	void nodeWithoutTimeIsNotAskedAgainAndNobodyIsToldWhereItIs() {
		this.answers = List.of(OK.replace("200 OK", "429 Too Many Requests"), OK).iterator();
		assertThatThrownBy(this::ask).isInstanceOf(IOException.class)
			.hasMessageContaining("429")
			.hasMessageNotContaining("key");
		assertThat(this.questions).hasValue(1);
	}

	private String ask() throws IOException {
		return new String(this.transport.ask("{\"a\":1}".getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
	}

	private void serve() {
		while (!this.node.isClosed()) {
			try (Socket socket = this.node.accept()) {
				answer(socket);
			}
			catch (IOException ex) {
				// The other side is gone, or the test is over.
			}
		}
	}

	private void answer(Socket socket) throws IOException {
		BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
		String line = in.readLine();
		while (line != null) {
			while (!line.isEmpty()) {
				line = in.readLine();
			}
			assertThat(in.read(new char[7])).isEqualTo(7);
			this.questions.incrementAndGet();
			String answer = this.answers.next();
			if (answer.equals(HANGS_UP)) {
				return;
			}
			socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
			line = in.readLine();
		}
	}

}
