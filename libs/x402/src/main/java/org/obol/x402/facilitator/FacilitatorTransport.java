package org.obol.x402.facilitator;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Carries requests to a facilitator. {@link RemoteFacilitator} uses the JDK's client
 * unless it is given another one.
 */
public interface FacilitatorTransport extends AutoCloseable {

	/** The longest answer that is read, in bytes. */
	int MAX_ANSWER = 256 * 1024;

	/**
	 * Sends a request once and waits for the whole answer. Never sends it again by
	 * itself: a settlement may have been read although no answer came.
	 * @param request what to send
	 * @return how far it came; what the network does is no exception
	 */
	Exchange send(Request request);

	/** Ends all connections. */
	@Override
	void close();

	/**
	 * One request.
	 *
	 * @param method {@code GET} or {@code POST}
	 * @param uri where to
	 * @param headers by name; never logged
	 * @param body JSON; empty for {@code GET}
	 * @param timeout until the last byte of the answer
	 */
	record Request(String method, URI uri, Map<String, String> headers, byte[] body, Duration timeout) {

	}

}
