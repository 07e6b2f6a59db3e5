package org.obol.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A model that calls the tool it was told to, and then answers with what the tool said.
 */
final class ScriptedModel implements AutoCloseable {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	final List<JsonNode> asked = new CopyOnWriteArrayList<>();

	volatile String tool = "";

	volatile Map<String, Object> arguments = Map.of();

	private final HttpServer server;

	ScriptedModel() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		this.server.createContext("/v1/models", (exchange) -> send(exchange, 200, "application/json",
				"{\"object\":\"list\",\"data\":[{\"id\":\"scripted-model\",\"object\":\"model\"}]}"));
		this.server.createContext("/v1/chat/completions", this::complete);
		this.server.createContext("/", (exchange) -> send(exchange, 404, "application/json", "{}"));
		this.server.start();
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/v1";
	}

	/** The names in {@code tools[]} of what was asked last: all that the agent can do. */
	List<String> tools() {
		return this.asked.getLast()
			.path("tools")
			.valueStream()
			.map((each) -> each.path("function").path("name").asString())
			.sorted()
			.toList();
	}

	/** What the tool said, as the model saw it. */
	String toolResult() {
		return this.asked.getLast()
			.path("messages")
			.valueStream()
			.filter((message) -> "tool".equals(message.path("role").asString()))
			.reduce((ignored, last) -> last)
			.map((message) -> message.path("content").asString())
			.orElse("");
	}

	private void complete(HttpExchange exchange) throws IOException {
		JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
		this.asked.add(request);
		JsonNode messages = request.path("messages");
		boolean answered = "tool".equals(messages.get(messages.size() - 1).path("role").asString());
		Map<String, Object> message = (answered || this.tool.isEmpty())
				? Map.of("role", "assistant", "content", "This is what I found.") : toolCall();
		String finish = message.containsKey("tool_calls") ? "tool_calls" : "stop";
		if (request.path("stream").asBoolean(false)) {
			send(exchange, 200, "text/event-stream", "data: " + body("delta", message, "null") + "\n\ndata: "
					+ body("delta", Map.of(), "\"" + finish + "\"") + "\n\ndata: [DONE]\n\n");
			return;
		}
		send(exchange, 200, "application/json", body("message", message, "\"" + finish + "\""));
	}

	private Map<String, Object> toolCall() {
		Map<String, Object> function = Map.of("name", this.tool, "arguments", JSON.writeValueAsString(this.arguments));
		return Map.of("role", "assistant", "content", "", "tool_calls",
				List.of(Map.of("index", 0, "id", "call-1", "type", "function", "function", function)));
	}

	private static String body(String field, Map<String, Object> message, String finish) {
		String kind = "delta".equals(field) ? "chat.completion.chunk" : "chat.completion";
		return """
				{"id":"c-1","object":"%s","created":1,"model":"scripted-model","choices":[{"index":0,"%s":%s,"finish_reason":%s}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}"""
			.formatted(kind, field, JSON.writeValueAsString(message), finish);
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
		this.server.stop(0);
	}

}
