package org.obol.gateway.upstream;

import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What differs between the OpenAI-compatible runtimes. */
interface ChatRules {

	/** The reasons to finish that stand for an answer. */
	Set<String> goodEnds();

	/** Whether the object or its headers say that the run failed. */
	boolean isFailure(JsonNode answer, Map<String, List<String>> headers);

	/** Whether the text stands for no answer. */
	boolean isNoAnswer(String text);

	/** Whether the text could yet turn out to stand for no answer. */
	boolean mayBecomeNoAnswer(String text);

}
