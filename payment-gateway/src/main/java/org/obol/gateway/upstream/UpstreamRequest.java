package org.obol.gateway.upstream;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * What is sent on, after everything that is not the buyer's to say was taken out.
 *
 * @param method upper-case
 * @param url scheme, host and port by cluster name, with the escaped path and query
 * @param headers values by lower-case name
 * @param body the bytes; empty for none
 */
public record UpstreamRequest(String method, URI url, Map<String, List<String>> headers, byte[] body) {

	public UpstreamRequest {
		headers = Map.copyOf(headers);
	}

}
