package org.obol.offercontroller.probe;

import java.util.Optional;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.api.ServiceOfferSpec.Route;

/**
 * The call that shows whether an offer is published: one that has to be paid for.
 *
 * @param method the HTTP method
 * @param path the public path
 */
record ProbedRoute(String method, String path) {

	private static final String WILDCARD = "/*";

	/** With any route declared only declared paths answer, so one of those is tried. */
	static Optional<ProbedRoute> of(ServiceOffer offer) {
		ServiceOfferSpec spec = offer.getSpec();
		if (!spec.routes().isEmpty()) {
			return spec.routes()
				.stream()
				.filter((route) -> isPaid(route) && route.price() == null)
				.findFirst()
				.map((route) -> new ProbedRoute(method(route), offer.effectivePath() + below(route)));
		}
		return Optional.of(switch (spec.effectiveType()) {
			case ServiceOfferSpec.TYPE_AGENT, ServiceOfferSpec.TYPE_INFERENCE ->
				new ProbedRoute("POST", offer.effectivePath() + "/v1/chat/completions");
			default -> new ProbedRoute("GET", offer.effectivePath());
		});
	}

	private static boolean isPaid(Route route) {
		return route.gate() == null || "paid".equals(route.gate());
	}

	private static String method(Route route) {
		return route.methods().isEmpty() ? "GET" : route.methods().getFirst();
	}

	private static String below(Route route) {
		String path = route.path();
		if (path.endsWith(WILDCARD)) {
			return path.substring(0, path.length() - WILDCARD.length());
		}
		return "/".equals(path) ? "" : path;
	}

}
