package org.obol.demoagent.chat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One finished answer, and its two shapes on the wire.
 *
 * @param id the completion's id
 * @param created when it was made, in seconds since 1970
 * @param model the model's name
 * @param text the whole answer
 * @param promptLength how many characters were asked
 */
record ChatCompletion(String id, long created, String model, String text, int promptLength) {

	/** There is no tokenizer here; four characters a token is the usual estimate. */
	private static final int CHARACTERS_PER_TOKEN = 4;

	Map<String, Object> whole() {
		Map<String, Object> body = head("chat.completion");
		body.put("choices", List.of(Map.of("index", 0, "message", Map.of("role", "assistant", "content", this.text),
				"finish_reason", "stop")));
		body.put("usage", usage());
		return body;
	}

	Map<String, Object> opening() {
		return chunk(Map.of("role", "assistant"));
	}

	List<Map<String, Object>> deltas() {
		return List.of(this.text.split("(?<= )")).stream().map((piece) -> chunk(Map.of("content", piece))).toList();
	}

	Map<String, Object> closing() {
		Map<String, Object> body = head("chat.completion.chunk");
		body.put("choices", List.of(Map.of("index", 0, "delta", Map.of(), "finish_reason", "stop")));
		body.put("usage", usage());
		return body;
	}

	private Map<String, Object> chunk(Map<String, Object> delta) {
		Map<String, Object> choice = new LinkedHashMap<>();
		choice.put("index", 0);
		choice.put("delta", delta);
		choice.put("finish_reason", null);
		Map<String, Object> body = head("chat.completion.chunk");
		body.put("choices", List.of(choice));
		return body;
	}

	private Map<String, Object> head(String object) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("id", this.id);
		body.put("object", object);
		body.put("created", this.created);
		body.put("model", this.model);
		return body;
	}

	private Map<String, Object> usage() {
		int prompt = tokens(this.promptLength);
		int completion = tokens(this.text.length());
		return Map.of("prompt_tokens", prompt, "completion_tokens", completion, "total_tokens", prompt + completion);
	}

	private static int tokens(int characters) {
		return Math.ceilDiv(characters, CHARACTERS_PER_TOKEN);
	}

}
