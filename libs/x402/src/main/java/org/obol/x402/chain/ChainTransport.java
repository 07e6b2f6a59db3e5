package org.obol.x402.chain;

import java.io.IOException;
import java.time.Duration;

/**
 * Carries questions to a chain's JSON-RPC endpoint. {@link ChainClient} has a transport
 * of its own unless it is given another one.
 */
public interface ChainTransport extends AutoCloseable {

	/** How long an answer may take, to its last byte. */
	Duration TIMEOUT = Duration.ofSeconds(10);

	/**
	 * Sends a question once and waits for the whole answer.
	 * @param question JSON
	 * @return JSON
	 * @throws IOException when there is no answer, or not a successful one; the node may
	 * have read the question
	 */
	byte[] ask(byte[] question) throws IOException;

	/** Ends all connections. */
	@Override
	void close();

}
