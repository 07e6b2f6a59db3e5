package org.obol.gateway.upstream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.obol.gateway.route.RouteMatch;

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

	/**
	 * A request as it came over HTTP.
	 * @param open the offer that answers, and the path below it
	 * @param method upper-case
	 * @param query the raw query; absent or empty for none
	 * @param headers one entry for each line, in whatever case
	 * @param body the bytes; empty for none
	 * @return the request
	 */
	public static BuyerRequest received(RouteMatch.Open open, String method, @Nullable String query,
			Iterable<Map.Entry<String, String>> headers, byte[] body) {
		Map<String, List<String>> byName = new HashMap<>();
		headers.forEach((header) -> byName
			.computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), (ignored) -> new ArrayList<>(1))
			.add(header.getValue()));
		return new BuyerRequest(method, open.rest(), Objects.requireNonNullElse(query, ""), byName, body);
	}

}
