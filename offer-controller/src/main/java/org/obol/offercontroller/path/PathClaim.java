package org.obol.offercontroller.path;

/** Whether an offer may have the path it asks for. */
public sealed interface PathClaim {

	/** The path is the offer's. */
	record Granted() implements PathClaim {

	}

	/**
	 * The suite itself answers there.
	 *
	 * @param root the reserved path
	 */
	record Reserved(String root) implements PathClaim {

	}

	/**
	 * An older offer answers there.
	 *
	 * @param namespace the older offer's namespace
	 * @param name the older offer's name
	 */
	record Taken(String namespace, String name) implements PathClaim {

	}

}
