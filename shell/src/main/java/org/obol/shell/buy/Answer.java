package org.obol.shell.buy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.obol.shell.grammar.RefusedException;

/** Finds what an OpenAI-compatible agent said, in one piece or in a stream. */
final class Answer {

	private Answer() {
	}

	/** The content of a chat completion; the body as it is if it is none. */
	static String ofCompletion(String body) {
		return json(body).flatMap((json) -> content(json, "message")).orElse(body);
	}

	/** Reads server-sent events, passing each piece of content on as it comes. */
	static String ofStream(InputStream body, Consumer<String> pieces) {
		StringBuilder whole = new StringBuilder();
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				piece(line).ifPresent((piece) -> {
					whole.append(piece);
					pieces.accept(piece);
				});
			}
		}
		catch (IOException ex) {
			throw new RefusedException("The stream broke off after " + whole.length()
					+ " characters; repeat the command only if you want to pay again", ex);
		}
		return whole.toString();
	}

	/** What an error body says: our gateway and OpenAI put it in different places. */
	static String reason(String body) {
		Optional<JsonObject> json = json(body);
		if (json.isEmpty()) {
			return body.lines().findFirst().map((line) -> line.substring(0, Math.min(200, line.length()))).orElse("");
		}
		for (String name : new String[] { "error", "message", "detail", "title" }) {
			JsonElement value = json.get().get(name);
			if (value != null && value.isJsonPrimitive()) {
				JsonElement message = json.get().get("message");
				boolean more = "error".equals(name) && message != null && message.isJsonPrimitive();
				return more ? value.getAsString() + ": " + message.getAsString() : value.getAsString();
			}
			if (value != null && value.isJsonObject()) {
				return reason(value.toString());
			}
		}
		return "";
	}

	private static Optional<String> piece(String line) {
		if (!line.startsWith("data:") || line.contains("[DONE]")) {
			return Optional.empty();
		}
		return json(line.substring("data:".length()).strip()).flatMap((json) -> content(json, "delta"));
	}

	private static Optional<String> content(JsonObject json, String holder) {
		try {
			JsonElement content = json.getAsJsonArray("choices")
				.get(0)
				.getAsJsonObject()
				.getAsJsonObject(holder)
				.get("content");
			return (content != null && content.isJsonPrimitive()) ? Optional.of(content.getAsString())
					: Optional.empty();
		}
		catch (RuntimeException notCompletion) {
			return Optional.empty();
		}
	}

	private static Optional<JsonObject> json(String text) {
		try {
			JsonElement json = JsonParser.parseString(text);
			return json.isJsonObject() ? Optional.of(json.getAsJsonObject()) : Optional.empty();
		}
		catch (JsonParseException notJson) {
			return Optional.empty();
		}
	}

}
