package org.obol.x402.devchain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A node's endpoint in front of another one, that counts what it is asked, and can answer
 * in the other's place.
 */
public final class CountingRpc implements AutoCloseable {

	private static final Pattern METHOD = Pattern.compile("\"method\":\"(\\w+)\"");

	private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final URI node;

	private volatile Interceptor interceptor = (method, question) -> Optional.empty();

	private final HttpServer server;

	public CountingRpc(URI node) {
		this.node = node;
		try {
			this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 200);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		this.server.createContext("/", this::pass);
		this.server.start();
	}

	public URI url() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
	}

	/** How often a method was asked. */
	public int count(String method) {
		AtomicInteger count = this.counts.get(method);
		return (count != null) ? count.get() : 0;
	}

	/** Lets somebody answer before the node does. */
	public void intercept(Interceptor by) {
		this.interceptor = by;
	}

	private void pass(HttpExchange exchange) throws IOException {
		try (exchange) {
			byte[] question = exchange.getRequestBody().readAllBytes();
			String text = new String(question, StandardCharsets.UTF_8);
			Matcher method = METHOD.matcher(text);
			Optional<String> answer = Optional.empty();
			while (method.find()) {
				this.counts.computeIfAbsent(method.group(1), (ignored) -> new AtomicInteger()).incrementAndGet();
				answer = this.interceptor.answer(method.group(1), text);
			}
			if (answer.isPresent()) {
				answer(exchange, 200, answer.get().getBytes(StandardCharsets.UTF_8));
				return;
			}
			HttpResponse<byte[]> passed = this.client.send(HttpRequest.newBuilder(this.node)
				.header("Content-Type", "application/json")
				.POST(HttpRequest.BodyPublishers.ofByteArray(question))
				.build(), HttpResponse.BodyHandlers.ofByteArray());
			answer(exchange, passed.statusCode(), passed.body());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(status, body.length);
		exchange.getResponseBody().write(body);
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.client.close();
	}

	/** Answers in the node's place. */
	@FunctionalInterface
	public interface Interceptor {

		/**
		 * Answers a question.
		 * @param method what is asked
		 * @param question all of it
		 * @return the answer, or empty to let the node answer
		 */
		Optional<String> answer(String method, String question);

	}

}
