package org.obol.gateway.admin;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.obol.gateway.route.Route;

/**
 * A live route, as operators see it.
 *
 * @param path where it answers
 * @param namespace the offer's namespace
 * @param offer the offer's name
 * @param runtime what answers
 * @param upstream where calls go
 * @param accepts what it costs
 * @param until when it closes, if it does
 */
record RouteView(String path, String namespace, String offer, String runtime, String upstream, List<Price> accepts,
		@Nullable Instant until) {

	static RouteView of(Route route) {
		List<Price> prices = route.accepts()
			.stream()
			.map((accepts) -> new Price(accepts.scheme(), accepts.network().caip2(), accepts.asset(),
					accepts.amount().toString(), accepts.payTo()))
			.toList();
		return new RouteView(route.path(), route.offer().namespace(), route.offer().name(),
				route.runtime().name().toLowerCase(java.util.Locale.ROOT), route.upstream().toString(), prices,
				route.until());
	}

	/**
	 * One way to pay.
	 *
	 * @param scheme the x402 scheme
	 * @param network CAIP-2
	 * @param asset the token's contract
	 * @param amount atomic units, decimal digits
	 * @param payTo who is paid
	 */
	record Price(String scheme, String network, String asset, String amount, String payTo) {

	}

}
