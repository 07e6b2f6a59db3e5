package org.obol.gateway.wire;

/** A request without a whole answer. The message is for logs. */
public class WireException extends Exception {

	private static final long serialVersionUID = 1L;

	private final Kind kind;

	WireException(Kind kind, String message) {
		super(message);
		this.kind = kind;
	}

	/**
	 * How far it came.
	 * @return what is certain of it
	 */
	public Kind kind() {
		return this.kind;
	}

	/** How far a request came. */
	public enum Kind {

		/** Nothing was sent: there was no connection. */
		UNSENT,
		/** It may have been read; the connection broke, or what came was not HTTP. */
		BROKEN,
		/** It may have been read; nothing came in time. */
		TIMEOUT,
		/** It may have been read; whoever asked does not wait any more. */
		ABANDONED

	}

}
