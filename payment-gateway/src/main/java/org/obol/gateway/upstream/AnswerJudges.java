package org.obol.gateway.upstream;

import org.obol.gateway.route.Route;

/** Finds the judge of a route's runtime. */
public final class AnswerJudges {

	private AnswerJudges() {
	}

	/**
	 * The judge for the answers of a route.
	 * @param route where the answers come from
	 * @return its runtime's judge
	 */
	public static AnswerJudge of(Route route) {
		return switch (route.runtime()) {
			case HERMES -> new ChatAnswers(new HermesRules(), route.offer().name());
			case DEMO -> new ChatAnswers(new OpenAiRules(), route.offer().name());
			case INFERENCE -> new ChatAnswers(new OpenAiRules(), "");
			case HTTP -> new PlainAnswers();
		};
	}

}
