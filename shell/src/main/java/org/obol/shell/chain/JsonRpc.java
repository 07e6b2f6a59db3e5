package org.obol.shell.chain;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.obol.shell.grammar.RefusedException;

/**
 * One JSON-RPC endpoint. Small, because a command makes only a few calls and must start
 * quickly.
 */
final class JsonRpc {

	private static final Duration TIMEOUT = Duration.ofSeconds(15);

	private final URI url;

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

	JsonRpc(URI url) {
		this.url = url;
	}

	JsonElement call(String method, Object... params) {
		JsonObject answer = exchange(request(method, params));
		if (answer.has("error") && answer.get("error").isJsonObject()) {
			JsonElement message = answer.getAsJsonObject("error").get("message");
			throw new RefusedException("The chain at " + this.url.getAuthority() + " refuses " + method + ": "
					+ ((message != null) ? message.getAsString() : "no reason given"));
		}
		JsonElement result = answer.get("result");
		return (result != null) ? result : JsonNull.INSTANCE;
	}

	private static JsonObject request(String method, Object... params) {
		JsonArray list = new JsonArray();
		for (Object param : params) {
			list.add((param instanceof JsonElement json) ? json : new com.google.gson.JsonPrimitive(param.toString()));
		}
		JsonObject request = new JsonObject();
		request.addProperty("jsonrpc", "2.0");
		request.addProperty("id", 1);
		request.addProperty("method", method);
		request.add("params", list);
		return request;
	}

	private JsonObject exchange(JsonObject request) {
		HttpRequest post = HttpRequest.newBuilder(this.url)
			.timeout(TIMEOUT)
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(request.toString()))
			.build();
		try {
			HttpResponse<String> response = this.http.send(post, HttpResponse.BodyHandlers.ofString());
			return JsonParser.parseString(response.body()).getAsJsonObject();
		}
		catch (IOException ex) {
			throw new RefusedException("The chain at " + this.url.getAuthority() + " does not answer; is the suite"
					+ " running? (`obol up`, or --rpc-url)", ex);
		}
		catch (JsonParseException | IllegalStateException ex) {
			throw new RefusedException("What answers at " + this.url.getAuthority() + " is not a JSON-RPC endpoint",
					ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new RefusedException("Cancelled", ex);
		}
	}

}
