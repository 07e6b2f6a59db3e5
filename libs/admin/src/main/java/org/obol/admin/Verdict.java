package org.obol.admin;

/** Whether a caller may do what they ask for. */
public sealed interface Verdict {

	/**
	 * They may.
	 *
	 * @param username who they are
	 */
	record Allowed(String username) implements Verdict {
	}

	/** Nobody knows who they are. */
	record Unauthenticated() implements Verdict {
	}

	/**
	 * They may not.
	 *
	 * @param username who they are
	 */
	record Forbidden(String username) implements Verdict {
	}

}
