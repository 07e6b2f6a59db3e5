package org.obol.x402.facilitator;

import java.time.Duration;

/**
 * How far an HTTP request to a facilitator came. For a settlement it matters most whether
 * the request can have been read.
 */
public sealed interface Exchange {

	/**
	 * No answer in time.
	 * @param timeout how long was waited
	 * @return the request may have been read
	 */
	static Exchange timedOut(Duration timeout) {
		return new Unanswered(true, "no answer within " + timeout.toMillis() + " ms");
	}

	/**
	 * No connection, so nothing happened.
	 *
	 * @param detail for the log
	 */
	record Unsent(String detail) implements Exchange {
	}

	/**
	 * The request may have been read, and no complete answer came.
	 *
	 * @param timeout whether it was waited for long enough
	 * @param detail for the log
	 */
	record Unanswered(boolean timeout, String detail) implements Exchange {
	}

	/**
	 * An answer, whatever its status.
	 *
	 * @param status the HTTP status
	 * @param body all of it
	 */
	record Answered(int status, byte[] body) implements Exchange {

		private static final int OK = 200;

		private static final int BAD_REQUEST = 400;

		private static final int REQUEST_TIMEOUT = 408;

		private static final int SERVER_ERROR = 500;

		boolean isOk() {
			return this.status == OK;
		}

		/** Refused at the door, before anything was done. */
		boolean isRefusal() {
			return this.status >= BAD_REQUEST && this.status < SERVER_ERROR && this.status != REQUEST_TIMEOUT;
		}

	}

}
