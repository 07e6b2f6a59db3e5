package org.obol.agentcontroller;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.obol.kube.Documents;

/**
 * An OpenAI-compatible model endpoint that says what it was told to, and keeps what it
 * was asked.
 */
final class ScriptedModel implements AutoCloseable {

	static final String KEY = "test-model-key";

	final List<JsonObject> asked = new CopyOnWriteArrayList<>();

	volatile List<String> models = List.of("scripted-model");

	volatile String answer = "The answer is 42.";

	volatile CountDownLatch hold = new CountDownLatch(0);

	private final HttpServer server;

	ScriptedModel() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		this.server.createContext("/v1/models", (exchange) -> send(exchange, 200, "application/json", list()));
		this.server.createContext("/v1/chat/completions", this::complete);
		this.server.createContext("/", (exchange) -> send(exchange, 404, "application/json", "{}"));
		this.server.start();
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/v1";
	}

	/**
	 * The names in {@code tools[]} of a request: the only truthful list of what an agent
	 * can do.
	 */
	static List<String> tools(JsonObject request) {
		if (!request.has("tools")) {
			return List.of();
		}
		return request.getAsJsonArray("tools")
			.asList()
			.stream()
			.map((tool) -> Documents.text(tool.getAsJsonObject(), "function", "name"))
			.sorted()
			.toList();
	}

	private String list() {
		JsonArray data = new JsonArray();
		this.models.forEach((model) -> data.add(Documents.object("id", model, "object", "model")));
		return Documents.object("object", "list", "data", data).toString();
	}

	private void complete(HttpExchange exchange) throws IOException {
		if (!("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
			send(exchange, 401, "application/json", "{\"error\":{\"message\":\"wrong key\"}}");
			return;
		}
		JsonObject request = JsonParser
			.parseString(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
			.getAsJsonObject();
		this.asked.add(request);
		try {
			this.hold.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		if ("true".equals(Documents.text(request, "stream"))) {
			send(exchange, 200, "text/event-stream",
					"data: " + chunk("role", "assistant", null) + "\n\ndata: " + chunk("content", this.answer, null)
							+ "\n\ndata: " + chunk("content", "", "stop") + "\n\ndata: [DONE]\n\n");
			return;
		}
		send(exchange, 200, "application/json", completion());
	}

	private String completion() {
		JsonObject message = Documents.object("role", "assistant", "content", this.answer);
		return Documents
			.object("id", "c-1", "object", "chat.completion", "created", 1, "model", "scripted-model", "choices",
					Documents.array(Documents.object("index", 0, "message", message, "finish_reason", "stop")), "usage",
					Documents.object("prompt_tokens", 1, "completion_tokens", 1, "total_tokens", 2))
			.toString();
	}

	private static String chunk(String field, String value, String finish) {
		return Documents
			.object("id", "c-1", "object", "chat.completion.chunk", "created", 1, "model", "scripted-model", "choices",
					Documents.array(Documents.object("index", 0, "delta", Documents.object(field, value),
							"finish_reason", finish)))
			.toString();
	}

	private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", type);
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	@Override
	public void close() {
		this.hold.countDown();
		this.server.stop(0);
	}

}
