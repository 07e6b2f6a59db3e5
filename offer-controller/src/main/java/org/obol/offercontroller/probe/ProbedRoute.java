package org.obol.offercontroller.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.obol.api.OfferRoute;
import org.obol.api.RouteGate;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.api.ServiceOfferStatus;
import org.obol.api.ServiceOfferStatus.Accepts;
import org.obol.offercontroller.payment.Terms;

/**
 * A call that shows whether an offer is published: one that has to be paid for.
 *
 * @param method the HTTP method
 * @param path the public path
 * @param expected what its 402 has to accept
 */
record ProbedRoute(String method, String path, List<Accepts> expected) {

	/** No seller declares it, so it falls to the wildcard it is below. */
	private static final String ANYTHING = "/-obol-probe";

	/**
	 * The calls to try: with routes declared only those answer, so each with terms of its
	 * own is tried, and one of those that ask for what the offer asks for.
	 */
	static List<ProbedRoute> of(ServiceOffer offer, Terms.Payable terms) {
		if (!offer.getSpec().routes().isEmpty()) {
			return declared(offer, terms);
		}
		return List.of(switch (offer.getSpec().effectiveType()) {
			case ServiceOfferSpec.TYPE_AGENT, ServiceOfferSpec.TYPE_INFERENCE ->
				new ProbedRoute("POST", offer.effectivePath() + "/v1/chat/completions", terms.accepts());
			default -> new ProbedRoute("GET", offer.effectivePath(), terms.accepts());
		});
	}

	private static List<ProbedRoute> declared(ServiceOffer offer, Terms.Payable terms) {
		List<OfferRoute> routes = OfferRoute.of(resolved(offer, terms));
		List<ProbedRoute> probes = new ArrayList<>();
		for (OfferRoute route : routes) {
			boolean known = route.accepts().equals(terms.accepts())
					&& probes.stream().anyMatch((probe) -> probe.expected.equals(terms.accepts()));
			if (route.gate() == RouteGate.PAID && !known) {
				probe(offer, route, routes).ifPresent(probes::add);
			}
		}
		return probes;
	}

	/** A route that others hide completely can't be tried; nobody can call it either. */
	private static Optional<ProbedRoute> probe(ServiceOffer offer, OfferRoute route, List<OfferRoute> routes) {
		String method = route.methods().isEmpty() ? "GET" : route.methods().getFirst();
		for (String below : List.of(route.below(), route.below() + ANYTHING)) {
			if (OfferRoute.choose(routes, below, method).filter(route::equals).isPresent()) {
				return Optional.of(new ProbedRoute(method, offer.effectivePath() + below, route.accepts()));
			}
		}
		return Optional.empty();
	}

	/**
	 * The offer as its status will say, so that its routes are read as everybody reads
	 * them.
	 */
	private static ServiceOffer resolved(ServiceOffer offer, Terms.Payable terms) {
		ServiceOfferStatus now = offer.getStatus();
		ServiceOffer resolved = new ServiceOffer(offer.getMetadata(), offer.getSpec());
		resolved.setStatus(new ServiceOfferStatus(now.observedGeneration(), now.endpoint(), now.agentId(),
				now.registrationTxHash(), now.agentResolution(), now.upstream(), terms.accepts(), terms.prices(),
				terms.routes(), now.registrations(), now.conditions()));
		return resolved;
	}

}
