package org.obol.gateway.upstream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One stream of chat completion chunks. Passes on deltas and the end; drops what the
 * runtime tells of its own workings, and its words about a failure.
 */
final class ChatStream implements StreamJudge {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final String DONE = "[DONE]";

	// Enough to tell an answer from the texts that stand for none.
	private static final int DECIDED = 64;

	private final ChatRules rules;

	private final String shownModel;

	private final SseSplitter events = new SseSplitter();

	private final StringBuilder start = new StringBuilder();

	private boolean content;

	private boolean failed;

	private boolean ended;

	private boolean done;

	ChatStream(ChatRules rules, String shownModel, boolean ok) {
		this.rules = rules;
		this.shownModel = shownModel;
		this.failed = !ok;
	}

	@Override
	public byte[] take(byte[] bytes) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		for (SseSplitter.Event event : this.events.feed(bytes)) {
			if (event.name().isEmpty() && !event.data().isEmpty() && !this.failed) {
				String passed = pass(event.data());
				if (!passed.isEmpty()) {
					out.writeBytes(("data: " + passed + "\n\n").getBytes(StandardCharsets.UTF_8));
				}
			}
		}
		return out.toByteArray();
	}

	private String pass(String data) {
		if (DONE.equals(data)) {
			this.done = true;
			return data;
		}
		try {
			if (JSON.readTree(data) instanceof ObjectNode chunk) {
				return pass(chunk);
			}
		}
		catch (JacksonException ignored) {
			// Told below: what can't be read is no answer.
		}
		this.failed = true;
		return "";
	}

	private String pass(ObjectNode chunk) {
		JsonNode choice = chunk.path("choices").path(0);
		String end = choice.path("finish_reason").asString("");
		if (this.rules.isFailure(chunk, Map.of()) || (!end.isEmpty() && !this.rules.goodEnds().contains(end))) {
			this.failed = true;
			return "";
		}
		judge(choice.path("delta"));
		this.ended |= !end.isEmpty();
		if (this.ended && !this.content) {
			// The whole text is known now, however short it is.
			this.content = this.start.length() > 0 && !this.rules.isNoAnswer(this.start.toString());
			this.failed = !this.content;
		}
		if (!this.shownModel.isEmpty() && chunk.has("model")) {
			chunk.put("model", this.shownModel);
		}
		return JSON.writeValueAsString(chunk);
	}

	private void judge(JsonNode delta) {
		if (this.content) {
			return;
		}
		if (delta.path("tool_calls").size() > 0) {
			this.content = true;
			return;
		}
		this.start.append(delta.path("content").asString(""));
		this.content = this.start.length() > 0 && (this.start.length() >= DECIDED
				? !this.rules.isNoAnswer(this.start.toString()) : !this.rules.mayBecomeNoAnswer(this.start.toString()));
	}

	@Override
	public boolean hasContent() {
		return this.content;
	}

	@Override
	public boolean hasFailed() {
		return this.failed;
	}

	@Override
	public boolean isComplete() {
		return this.ended && this.done && this.content && !this.failed;
	}

}
