package org.obol.gateway.upstream;

import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Chat completions: there must be content, and a proper end. */
final class ChatAnswers implements AnswerJudge {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final int OK = 200;

	private static final Judgement.Bad FAILED = new Judgement.Bad(502, "upstream_failed");

	private static final Judgement.Bad EMPTY = new Judgement.Bad(502, "upstream_empty");

	private final ChatRules rules;

	private final String shownModel;

	/**
	 * Makes a judge.
	 * @param rules what differs between runtimes
	 * @param shownModel what buyers see as the model; empty leaves the model's own name
	 */
	ChatAnswers(ChatRules rules, String shownModel) {
		this.rules = rules;
		this.shownModel = shownModel;
	}

	@Override
	public Judgement judge(int status, Map<String, List<String>> headers, byte[] body) {
		if (status != OK) {
			return PlainAnswers.refusal(status);
		}
		try {
			return (JSON.readTree(body) instanceof ObjectNode answer) ? judge(answer, headers) : FAILED;
		}
		catch (JacksonException ignored) {
			return FAILED;
		}
	}

	private Judgement judge(ObjectNode answer, Map<String, List<String>> headers) {
		JsonNode choice = answer.path("choices").path(0);
		String end = choice.path("finish_reason").asString("");
		if (this.rules.isFailure(answer, headers) || !this.rules.goodEnds().contains(end)) {
			return FAILED;
		}
		JsonNode message = choice.path("message");
		boolean calls = message.path("tool_calls").size() > 0;
		if (!calls && this.rules.isNoAnswer(message.path("content").asString(""))) {
			return EMPTY;
		}
		return new Judgement.Good(JSON.writeValueAsBytes(show(answer)));
	}

	private ObjectNode show(ObjectNode answer) {
		if (!this.shownModel.isEmpty() && answer.has("model")) {
			answer.put("model", this.shownModel);
		}
		return answer;
	}

	@Override
	public StreamJudge stream(int status) {
		return new ChatStream(this.rules, this.shownModel, status == OK);
	}

}
