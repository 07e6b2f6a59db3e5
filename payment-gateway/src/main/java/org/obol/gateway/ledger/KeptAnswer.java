package org.obol.gateway.ledger;

import java.util.List;
import java.util.Map;

/**
 * An answer as the buyer got it, or was about to get it.
 *
 * @param status below 400
 * @param headers the answer's own headers, without the receipt
 * @param body the bytes
 */
public record KeptAnswer(int status, Map<String, List<String>> headers, byte[] body) {

	public KeptAnswer {
		headers = Map.copyOf(headers);
	}

}
