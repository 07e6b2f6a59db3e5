package org.obol.gateway.upstream;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How many tokens a chat took, by its own account. One that gives none is counted as
 * limits are: four bytes of text are a token.
 */
public final class ChatUsage {

	private static final int BYTES_PER_TOKEN = 4;

	/** More than any model reads; what says more is mistaken. */
	private static final long MOST = 1_000_000_000L;

	private static final JsonMapper JSON = JsonMapper.shared();

	private ChatUsage() {
	}

	/**
	 * The tokens of one call.
	 * @param request the body that was sent
	 * @param answer the body that came: one JSON object, or server-sent events
	 * @return tokens of question and answer, at least 1
	 */
	public static long tokens(byte[] request, byte[] answer) {
		List<JsonNode> parts = parts(answer);
		long reported = parts.stream().mapToLong((part) -> reported(part.path("usage"))).max().orElse(0);
		return (reported > 0) ? reported : Math.max(1, counted(request, parts));
	}

	private static long reported(JsonNode usage) {
		long total = number(usage.path("total_tokens"));
		return Math.min(MOST,
				(total > 0) ? total : number(usage.path("prompt_tokens")) + number(usage.path("completion_tokens")));
	}

	private static long number(JsonNode node) {
		return (node.isIntegralNumber() && node.canConvertToLong()) ? Math.clamp(node.longValue(), 0, MOST) : 0;
	}

	private static long counted(byte[] request, List<JsonNode> answer) {
		long asked = parse(request).mapToLong((body) -> bytes(body.path("messages"))).sum();
		long said = answer.stream().mapToLong((part) -> bytes(part.path("choices"))).sum();
		return (asked + said + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
	}

	/** All texts that are called content, of a message or of a piece of one. */
	private static long bytes(JsonNode node) {
		return node.findValues("content")
			.stream()
			.filter(JsonNode::isString)
			.mapToLong((text) -> text.stringValue().getBytes(StandardCharsets.UTF_8).length)
			.sum();
	}

	private static List<JsonNode> parts(byte[] answer) {
		List<JsonNode> whole = parse(answer).toList();
		return !whole.isEmpty() ? whole
				: new SseSplitter().feed(answer)
					.stream()
					.flatMap((event) -> parse(event.data().getBytes(StandardCharsets.UTF_8)))
					.toList();
	}

	private static Stream<JsonNode> parse(byte[] json) {
		try {
			JsonNode node = JSON.readTree(json);
			return node.isObject() ? Stream.of(node) : Stream.empty();
		}
		catch (JacksonException ex) {
			return Stream.empty();
		}
	}

}
