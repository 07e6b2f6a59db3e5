package org.obol.demoagent.chat;

import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A chat request, as far as it matters here: which question, asked how. Everything else a
 * caller may send is ignored, as Hermes ignores it.
 *
 * @param question the text of the last user message
 * @param stream whether the answer should be streamed
 * @param length how many characters all messages have together
 */
record ChatRequest(String question, boolean stream, int length) {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	/**
	 * Reads a request.
	 * @param body the request body
	 * @return the request
	 * @throws IllegalArgumentException with a sentence for the caller when it is
	 * malformed
	 */
	static ChatRequest parse(byte[] body) {
		JsonNode request = json(body);
		JsonNode messages = request.path("messages");
		if (!messages.isArray() || messages.isEmpty()) {
			throw new IllegalArgumentException("'messages' must be a list with at least one message");
		}
		String question = "";
		int length = 0;
		for (JsonNode message : messages) {
			String text = text(message);
			length += text.length();
			question = "user".equals(message.path("role").asString("")) ? text : question;
		}
		if (question.isBlank()) {
			throw new IllegalArgumentException("'messages' must hold a message with role 'user' and text in it");
		}
		return new ChatRequest(question, request.path("stream").asBoolean(false), length);
	}

	private static JsonNode json(byte[] body) {
		try {
			JsonNode request = MAPPER.readTree(body);
			if (request.isObject()) {
				return request;
			}
		}
		catch (JacksonException ignored) {
			// Said below: a caller's mistake, whatever its kind.
		}
		throw new IllegalArgumentException("The body must be a JSON object");
	}

	/** Content is a string, or a list of parts of which the text ones count. */
	private static String text(JsonNode message) {
		JsonNode content = message.path("content");
		if (content.isArray()) {
			return StreamSupport.stream(content.spliterator(), false)
				.map((part) -> part.path("text").asString(""))
				.collect(Collectors.joining("\n"));
		}
		return content.isString() ? content.asString() : "";
	}

}
