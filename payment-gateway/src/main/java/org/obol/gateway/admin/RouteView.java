package org.obol.gateway.admin;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.obol.gateway.route.Gate;
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
 * @param gates the paths below it with a gate of their own, the most specific first
 */
record RouteView(String path, String namespace, String offer, String runtime, String upstream, List<Price> accepts,
		@Nullable Instant until, List<GateView> gates) {

	static RouteView of(Route route) {
		return new RouteView(route.path(), route.offer().namespace(), route.offer().name(),
				route.runtime().name().toLowerCase(Locale.ROOT), route.upstream().toString(), prices(route),
				route.until(), route.gates().stream().map(GateView::of).toList());
	}

	private static List<Price> prices(Route route) {
		return route.accepts()
			.stream()
			.map((accepts) -> new Price(accepts.scheme(), accepts.network().caip2(), accepts.asset(),
					accepts.amount().toString(), accepts.payTo()))
			.toList();
	}

	/**
	 * A path below a route.
	 *
	 * @param path as it was declared
	 * @param methods which methods; empty means all
	 * @param gate {@code paid}, {@code free}, {@code auth} or {@code closed}
	 * @param accepts what it costs
	 */
	record GateView(String path, List<String> methods, String gate, List<Price> accepts) {

		static GateView of(Gate gate) {
			Route terms = gate.terms();
			return new GateView(gate.declared().path(), gate.declared().methods(),
					gate.declared().gate().name().toLowerCase(Locale.ROOT),
					(terms != null) ? prices(terms) : List.of());
		}

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
