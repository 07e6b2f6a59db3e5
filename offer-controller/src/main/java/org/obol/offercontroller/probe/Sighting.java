package org.obol.offercontroller.probe;

/** What a probe saw. */
public sealed interface Sighting {

	/**
	 * It is as it should be.
	 *
	 * @param message what was seen
	 */
	record Good(String message) implements Sighting {

	}

	/**
	 * It isn't.
	 *
	 * @param message what was seen instead
	 */
	record Bad(String message) implements Sighting {

	}

	/** Nobody looked, because something before it isn't there. */
	record NotLooked() implements Sighting {

	}

}
