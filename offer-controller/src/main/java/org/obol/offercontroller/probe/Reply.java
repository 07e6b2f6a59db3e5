package org.obol.offercontroller.probe;

import java.net.http.HttpHeaders;

/** What one HTTP request came to. */
public sealed interface Reply {

	/**
	 * The other side answered.
	 *
	 * @param status the HTTP status
	 * @param headers the answer's headers
	 * @param body the answer's body, cut at a limit
	 */
	record Answer(int status, HttpHeaders headers, String body) implements Reply {

		boolean isSuccess() {
			return this.status >= 200 && this.status < 300;
		}

	}

	/**
	 * No answer came.
	 *
	 * @param why a few words that stay the same while the cause stays the same
	 */
	record Silence(String why) implements Reply {

	}

}
