package org.obol.demoagent.chain;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One JSON-RPC 2.0 endpoint over HTTP.
 */
final class JsonRpc {

	private static final Duration TIMEOUT = Duration.ofSeconds(8);

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final HttpClient http = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofSeconds(3))
		.build();

	private final AtomicLong ids = new AtomicLong();

	private final URI url;

	JsonRpc(URI url) {
		this.url = url;
	}

	/**
	 * Calls a method.
	 * @param method the method's name
	 * @param params its parameters, in order
	 * @return the result, a JSON null when the chain has none
	 * @throws ChainUnavailableException when there is no result to be had
	 */
	JsonNode call(String method, Object... params) {
		JsonNode answer = MAPPER.nullNode();
		try {
			HttpResponse<String> response = this.http.send(request(method, params), BodyHandlers.ofString());
			answer = MAPPER.readTree(response.body());
		}
		catch (IOException | JacksonException ex) {
			throw new ChainUnavailableException(method + " failed: " + ex.getClass().getSimpleName(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ChainUnavailableException(method + " was interrupted", ex);
		}
		if (answer.has("error") || !answer.has("result")) {
			throw new ChainUnavailableException(
					method + " was refused with code " + answer.path("error").path("code").asString("none"), null);
		}
		return answer.path("result");
	}

	private HttpRequest request(String method, Object... params) {
		Map<String, Object> body = Map.of("jsonrpc", "2.0", "id", this.ids.incrementAndGet(), "method", method,
				"params", List.of(params));
		return HttpRequest.newBuilder(this.url)
			.timeout(TIMEOUT)
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(MAPPER.writeValueAsString(body)))
			.build();
	}

}
