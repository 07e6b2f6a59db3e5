package org.obol.kube.controller;

import java.time.Duration;

/** What a pass over an object asks for next. */
public sealed interface Outcome {

	/**
	 * Nothing to do until something changes.
	 * @return the outcome
	 */
	static Outcome settled() {
		return new Settled();
	}

	/**
	 * Look again after a while, even if nothing changes.
	 * @param after how long to wait
	 * @return the outcome
	 */
	static Outcome checkAgain(Duration after) {
		return new CheckAgain(after);
	}

	/** Nothing to do until something changes. */
	record Settled() implements Outcome {

	}

	/**
	 * Look again after a while.
	 *
	 * @param after how long to wait
	 */
	record CheckAgain(Duration after) implements Outcome {

	}

}
