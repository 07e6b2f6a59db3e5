package org.obol.gateway.upstream;

import java.time.Duration;

/** Asks what is sold. One per call of a buyer. */
public interface Upstream {

	/**
	 * Sends a request and blocks until the answer's head is there.
	 * @param request what to send
	 * @param timeout how long the head, and each part of the body after it, may take
	 * @return the answer; to be closed
	 * @throws UpstreamException when there is none
	 */
	UpstreamAnswer call(UpstreamRequest request, Duration timeout);

}
