package org.obol.gateway.upstream;

/** A service that gave no answer. The message is for logs, never for buyers. */
public class UpstreamException extends RuntimeException {

	private final Kind kind;

	/**
	 * Says what happened.
	 * @param kind what a buyer may know
	 * @param message what an operator should know
	 */
	public UpstreamException(Kind kind, String message) {
		super(message);
		this.kind = kind;
	}

	/**
	 * What happened.
	 * @return what a buyer may know
	 */
	public Kind kind() {
		return this.kind;
	}

	/** Why there is no answer. */
	public enum Kind {

		/** It could not be reached. */
		UNREACHABLE,
		/** It took too long. */
		TIMEOUT,
		/** It broke off. */
		BROKEN,
		/** It sent more than the offer allows. */
		TOO_LARGE,
		/** The buyer has gone. */
		ABANDONED

	}

}
