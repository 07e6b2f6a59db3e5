package org.obol.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.obol.api.ServiceOfferStatus.Accepts;
import org.obol.api.ServiceOfferStatus.Price;

/**
 * A declared route together with what was worked out for it. Gateway, controller and
 * storefront all read routes here, so that a call is never charged by other rules than it
 * is advertised with.
 *
 * @param path below the offer's path; {@code /*} at the end covers everything below
 * @param methods upper-case; empty means all
 * @param gate what it asks for
 * @param accepts what is asked for a call, if the gate is {@code PAID}
 * @param prices the same, for people; same order as {@code accepts}
 * @param settlement when money moves; absent lets the kind of answer decide
 * @param summary what buyers read
 */
public record OfferRoute(String path, List<String> methods, RouteGate gate, List<Accepts> accepts, List<Price> prices,
		@Nullable String settlement, @Nullable String summary) {

	private static final String WILDCARD = "/*";

	private static final Comparator<OfferRoute> MOST_SPECIFIC_FIRST = Comparator
		.comparingInt((OfferRoute route) -> -route.stem().length())
		.thenComparing(OfferRoute::isWildcard)
		.thenComparing((route) -> route.methods.isEmpty());

	public OfferRoute {
		methods = List.copyOf(methods);
		accepts = List.copyOf(accepts);
		prices = List.copyOf(prices);
	}

	/**
	 * The declared routes of an offer. One whose price is declared but not worked out
	 * yet, or worked out for another declaration, is closed.
	 * @param offer the offer
	 * @return the most specific first; empty for an offer without declared routes
	 */
	public static List<OfferRoute> of(ServiceOffer offer) {
		List<ServiceOfferSpec.Route> declared = offer.getSpec().routes();
		List<ServiceOfferStatus.Route> resolved = offer.getStatus().routes();
		List<OfferRoute> routes = new ArrayList<>();
		for (int i = 0; i < declared.size(); i++) {
			routes.add(of(offer, declared.get(i), (i < resolved.size()) ? resolved.get(i) : null));
		}
		routes.sort(MOST_SPECIFIC_FIRST);
		return List.copyOf(routes);
	}

	private static OfferRoute of(ServiceOffer offer, ServiceOfferSpec.Route declared,
			ServiceOfferStatus.@Nullable Route resolved) {
		RouteGate gate = gate(declared);
		List<Accepts> accepts = List.of();
		List<Price> prices = List.of();
		if (gate == RouteGate.PAID && !declared.hasOwnTerms()) {
			accepts = offer.getStatus().accepts();
			prices = offer.getStatus().prices();
		}
		else if (gate == RouteGate.PAID && resolved != null && isFor(resolved, declared)) {
			accepts = resolved.accepts();
			prices = resolved.prices();
		}
		if (gate == RouteGate.PAID && accepts.isEmpty()) {
			gate = RouteGate.CLOSED;
		}
		String settlement = (declared.settlement() != null) ? declared.settlement() : offer.getSpec().settlement();
		return new OfferRoute(declared.path(), upper(declared.methods()), gate, accepts, prices, settlement,
				declared.summary());
	}

	private static boolean isFor(ServiceOfferStatus.Route resolved, ServiceOfferSpec.Route declared) {
		return resolved.path().equals(declared.path()) && resolved.methods().equals(declared.methods())
				&& resolved.prices().size() == resolved.accepts().size();
	}

	private static RouteGate gate(ServiceOfferSpec.Route declared) {
		return switch (declared.gate()) {
			case "free" -> RouteGate.FREE;
			case "auth" -> RouteGate.AUTH;
			case null, default -> RouteGate.PAID;
		};
	}

	private static List<String> upper(List<String> methods) {
		return methods.stream().map((method) -> method.toUpperCase(Locale.ROOT)).toList();
	}

	/**
	 * Chooses the route that a call goes through.
	 * @param routes as {@link #of} sorts them
	 * @param rest the path below the offer's path, starting with a slash, or empty
	 * @param method the HTTP method
	 * @return the most specific route; none closes the path
	 */
	public static Optional<OfferRoute> choose(List<OfferRoute> routes, String rest, String method) {
		return routes.stream().filter((route) -> route.covers(rest, method)).findFirst();
	}

	/**
	 * Tells whether a call could go through this route.
	 * @param rest the path below the offer's path, starting with a slash, or empty
	 * @param method the HTTP method
	 * @return true if path and method match
	 */
	public boolean covers(String rest, String method) {
		String below = rest.isEmpty() ? "/" : rest;
		boolean path = isWildcard() ? (below + "/").startsWith(stem() + "/") : below.equals(this.path);
		// HEAD tells as much as GET does, so it is behind the same gate.
		String asked = "HEAD".equals(method) ? "GET" : method;
		return path && (this.methods.isEmpty() || this.methods.contains(asked));
	}

	/**
	 * Tells whether a call could go through this route only if upper and lower case were
	 * the same, as they are for some servers.
	 * @param rest the path below the offer's path, starting with a slash, or empty
	 * @param method the HTTP method
	 * @return true if path and method match but for the case of the path
	 */
	public boolean coversInAnotherCase(String rest, String method) {
		return !covers(rest, method) && inLowerCase().covers(rest.toLowerCase(Locale.ROOT), method);
	}

	private OfferRoute inLowerCase() {
		return new OfferRoute(this.path.toLowerCase(Locale.ROOT), this.methods, this.gate, this.accepts, this.prices,
				this.settlement, this.summary);
	}

	/**
	 * A path that this route covers, as documents write it.
	 * @return the path without wildcard; empty for the offer's own path
	 */
	public String below() {
		return isWildcard() ? stem() : "/".equals(this.path) ? "" : this.path;
	}

	private boolean isWildcard() {
		return this.path.endsWith(WILDCARD);
	}

	private String stem() {
		return isWildcard() ? this.path.substring(0, this.path.length() - WILDCARD.length()) : this.path;
	}

}
