package org.obol.gateway.upstream;

import java.util.List;
import java.util.Map;

/**
 * What a buyer asks of a service, as it came.
 *
 * @param method upper-case
 * @param rest the path below the offer, starting with a slash, or empty
 * @param query the raw query; empty for none
 * @param headers values by lower-case name
 * @param body the bytes; empty for none
 */
public record BuyerRequest(String method, String rest, String query, Map<String, List<String>> headers, byte[] body) {

	public BuyerRequest {
		headers = Map.copyOf(headers);
	}

}
