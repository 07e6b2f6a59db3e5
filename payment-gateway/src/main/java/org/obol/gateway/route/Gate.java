package org.obol.gateway.route;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.obol.api.ServiceOfferSpec;

/**
 * What stands in front of one path below an offer ({@code spec.routes[]}).
 *
 * @param path below the offer's path; {@code /*} at the end covers everything below
 * @param methods upper-case; empty means all
 * @param kind what it asks for
 */
public record Gate(String path, List<String> methods, Kind kind) {

	private static final String WILDCARD = "/*";

	/** What a gate asks for. */
	public enum Kind {

		/** A payment. */
		PAID,
		/** Nothing. */
		FREE,
		/** A signed-in wallet. */
		AUTH,
		/** It does not open. */
		CLOSED

	}

	static List<Gate> of(List<ServiceOfferSpec.Route> routes) {
		return routes.stream()
			.map(Gate::of)
			.sorted(Comparator.comparingInt((Gate gate) -> gate.path.length()).reversed())
			.toList();
	}

	private static Gate of(ServiceOfferSpec.Route route) {
		List<String> methods = route.methods().stream().map((method) -> method.toUpperCase(Locale.ROOT)).toList();
		return new Gate(route.path(), methods, kind(route));
	}

	private static Kind kind(ServiceOfferSpec.Route route) {
		return switch (route.gate()) {
			case "free" -> Kind.FREE;
			case "auth" -> Kind.AUTH;
			// The status has one price for the whole offer, so another one can't be asked
			// for here.
			case null, default -> (route.price() != null) ? Kind.CLOSED : Kind.PAID;
		};
	}

	boolean matches(String rest, String method) {
		String below = rest.isEmpty() ? "/" : rest;
		boolean path = this.path.endsWith(WILDCARD)
				? (below + "/").startsWith(this.path.substring(0, this.path.length() - 1)) : below.equals(this.path);
		// HEAD tells as much as GET does, so it is behind the same gate.
		String asked = "HEAD".equals(method) ? "GET" : method;
		return path && (this.methods.isEmpty() || this.methods.contains(asked));
	}

}
