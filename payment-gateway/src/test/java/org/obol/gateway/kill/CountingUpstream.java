package org.obol.gateway.kill;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.obol.gateway.FakeUpstream;

/**
 * What is sold: it counts its work by the number in the request, answers whole or as a
 * stream, and fails the first time when it is asked to.
 */
final class CountingUpstream implements AutoCloseable {

	private static final Pattern NUMBER = Pattern.compile("call-([0-9]+)(-fails)?");

	private final Map<Integer, AtomicInteger> runs = new ConcurrentHashMap<>();

	private final HttpServer server;

	CountingUpstream() {
		try {
			this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 200);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	URI url() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
	}

	int runs(int number) {
		AtomicInteger count = this.runs.get(number);
		return (count != null) ? count.get() : 0;
	}

	private void handle(HttpExchange exchange) throws IOException {
		String asked = exchange.getRequestURI() + " "
				+ new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		Matcher matcher = NUMBER.matcher(asked);
		try (exchange) {
			if (!matcher.find()) {
				exchange.sendResponseHeaders(404, -1);
				return;
			}
			int number = Integer.parseInt(matcher.group(1));
			int run = this.runs.computeIfAbsent(number, (ignored) -> new AtomicInteger()).incrementAndGet();
			if (matcher.group(2) != null && run == 1) {
				exchange.sendResponseHeaders(500, -1);
				return;
			}
			pause(20);
			if (exchange.getRequestMethod().equals("POST")) {
				stream(exchange, number, run);
			}
			else {
				byte[] body = ("{\"answer\":\"answer-" + number + "-" + run + "\"}").getBytes(StandardCharsets.UTF_8);
				exchange.getResponseHeaders().set("Content-Type", "application/json");
				exchange.sendResponseHeaders(200, body.length);
				exchange.getResponseBody().write(body);
			}
		}
	}

	private static void stream(HttpExchange exchange, int number, int run) throws IOException {
		exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
		exchange.sendResponseHeaders(200, 0);
		for (String part : new String[] { FakeUpstream.chunk("answer-" + number + "-" + run, ""),
				FakeUpstream.chunk(" and more", ""), FakeUpstream.chunk("", "stop") + "data: [DONE]\n\n" }) {
			exchange.getResponseBody().write(part.getBytes(StandardCharsets.UTF_8));
			exchange.getResponseBody().flush();
			pause(50);
		}
	}

	static void pause(long millis) {
		try {
			new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
