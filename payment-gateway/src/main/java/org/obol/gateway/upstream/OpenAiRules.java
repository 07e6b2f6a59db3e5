package org.obol.gateway.upstream;

import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The demo runtime and model servers: they say it with the status when they fail. */
final class OpenAiRules implements ChatRules {

	@Override
	public Set<String> goodEnds() {
		return Set.of("stop", "length", "tool_calls");
	}

	@Override
	public boolean isFailure(JsonNode answer, Map<String, List<String>> headers) {
		return answer.hasNonNull("error");
	}

	@Override
	public boolean isNoAnswer(String text) {
		return text.isBlank();
	}

	@Override
	public boolean mayBecomeNoAnswer(String text) {
		return text.isBlank();
	}

}
