package org.obol.agentcontroller.model;

import java.util.List;

/** What the model endpoint says it has. */
public sealed interface OfferedModels {

	/**
	 * The endpoint answered.
	 *
	 * @param names the models' ids, in its order
	 */
	record Listed(List<String> names) implements OfferedModels {

	}

	/**
	 * The endpoint did not answer.
	 *
	 * @param why for people; never the answer itself
	 */
	record Unreachable(String why) implements OfferedModels {

	}

	/** The operator has no endpoint. */
	record NotConfigured() implements OfferedModels {

	}

}
