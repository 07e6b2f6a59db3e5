package org.obol.offercontroller.offer;

import java.time.Instant;

/** Whether the seller wants the offer sold at this moment. */
sealed interface Lifecycle {

	/** It is for sale. */
	record Selling() implements Lifecycle {

	}

	/** The seller paused it. */
	record Paused() implements Lifecycle {

	}

	/**
	 * It is still for sale, but not for long.
	 *
	 * @param endsAt when it closes
	 */
	record Draining(Instant endsAt) implements Lifecycle {

	}

	/**
	 * It was on its way out and is closed now.
	 *
	 * @param endedAt when it closed
	 */
	record Drained(Instant endedAt) implements Lifecycle {

	}

}
