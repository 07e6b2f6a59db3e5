package org.obol.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A service to sell, with a script. */
public final class FakeUpstream implements AutoCloseable {

	/** What it does with a request. */
	@FunctionalInterface
	public interface Script {

		void run(HttpExchange exchange, byte[] body) throws Exception;

	}

	/** What it got. */
	public record Seen(String method, String target, Map<String, List<String>> headers, String body) {

	}

	public final List<Seen> seen = new CopyOnWriteArrayList<>();

	public volatile Script script = text(200, "application/json", "{\"height\":42}");

	private final HttpServer server;

	public FakeUpstream() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 200);
		this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	public static Script text(int status, String type, String text) {
		return (exchange, ignored) -> {
			byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", type);
			exchange.sendResponseHeaders(status, (bytes.length == 0) ? -1 : bytes.length);
			exchange.getResponseBody().write(bytes);
		};
	}

	public static Script chat(String content) {
		return text(200, "application/json", completion(content, "stop", ""));
	}

	public static String completion(String content, String end, String more) {
		return "{\"id\":\"c1\",\"object\":\"chat.completion\",\"model\":\"secret-model\",\"choices\":[{\"index\":0,"
				+ "\"message\":{\"role\":\"assistant\",\"content\":\"" + content + "\"},\"finish_reason\":\"" + end
				+ "\"}]" + more + "}";
	}

	public static String chunk(String content, String end) {
		String delta = content.isEmpty() ? "{}" : "{\"content\":\"" + content + "\"}";
		String reason = end.isEmpty() ? "null" : "\"" + end + "\"";
		return "data: {\"object\":\"chat.completion.chunk\",\"model\":\"secret-model\",\"choices\":[{\"index\":0,\"delta\":"
				+ delta + ",\"finish_reason\":" + reason + "}]}\n\n";
	}

	/** Sends events; a script of its own between them. */
	public static Script stream(Object... parts) {
		return (exchange, ignored) -> {
			exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
			exchange.sendResponseHeaders(200, 0);
			OutputStream out = exchange.getResponseBody();
			for (Object part : parts) {
				if (part instanceof String text) {
					out.write(text.getBytes(StandardCharsets.UTF_8));
					out.flush();
				}
				else if (part instanceof java.util.concurrent.Callable<?> callable) {
					callable.call();
				}
			}
		};
	}

	public URI url() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
	}

	private void handle(HttpExchange exchange) throws IOException {
		byte[] body = exchange.getRequestBody().readAllBytes();
		Map<String, List<String>> headers = new ConcurrentHashMap<>();
		exchange.getRequestHeaders()
			.forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values));
		this.seen.add(new Seen(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers,
				new String(body, StandardCharsets.UTF_8)));
		try (exchange) {
			this.script.run(exchange, body);
		}
		catch (IOException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IOException(ex);
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
