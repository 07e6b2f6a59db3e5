package org.obol.gateway.upstream;

import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Hermes 0.19: it answers 200 also when its model is down, empty or out of turns, and
 * says so in the content, in {@code finish_reason}, in a {@code hermes} object or in a
 * header, and sometimes in only one of them.
 */
final class HermesRules implements ChatRules {

	private static final String NO_REPLY = "\u26a0\ufe0f No reply: ";

	private static final String EMPTY = "(empty)";

	@Override
	public Set<String> goodEnds() {
		return Set.of("stop");
	}

	@Override
	public boolean isFailure(JsonNode answer, Map<String, List<String>> headers) {
		return answer.hasNonNull("error") || answer.hasNonNull("hermes")
				|| headers.getOrDefault("x-hermes-completed", List.of()).contains("false");
	}

	@Override
	public boolean isNoAnswer(String text) {
		String stripped = text.strip();
		return stripped.isEmpty() || stripped.equals(EMPTY) || stripped.contains(NO_REPLY.strip());
	}

	@Override
	public boolean mayBecomeNoAnswer(String text) {
		String start = text.stripLeading();
		return NO_REPLY.startsWith(start) || EMPTY.startsWith(start.strip()) || isNoAnswer(text);
	}

}
