package org.obol.offercontroller.offer;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.obol.api.Agent;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.api.ServiceOfferStatus.AgentResolution;
import org.obol.api.ServiceOfferStatus.Upstream;
import org.obol.kube.ObjectKey;
import org.obol.offercontroller.path.PathClaim;
import org.obol.offercontroller.path.PathClaims;
import org.obol.offercontroller.payment.Pricing;
import org.obol.offercontroller.payment.Terms;
import org.obol.offercontroller.probe.GatewayProbe;
import org.obol.offercontroller.probe.Sighting;
import org.obol.offercontroller.probe.UpstreamProbe;
import org.obol.offercontroller.registration.RegistrationLookup;
import org.obol.offercontroller.registration.RegistrationState;

/** Looks at everything an offer depends on, once per pass. */
final class FactsGatherer {

	private static final String HEALTH_PATH = "/health";

	private static final int DEFAULT_PORT = 11434;

	private final OfferCaches caches;

	private final Pricing pricing;

	private final UpstreamProbe upstreams;

	private final GatewayProbe gateway;

	private final RegistrationLookup registrations;

	private final Clock clock;

	FactsGatherer(OfferCaches caches, Pricing pricing, UpstreamProbe upstreams, GatewayProbe gateway,
			RegistrationLookup registrations, Clock clock) {
		this.caches = caches;
		this.pricing = pricing;
		this.upstreams = upstreams;
		this.gateway = gateway;
		this.registrations = registrations;
		this.clock = clock;
	}

	OfferFacts about(ServiceOffer offer) {
		Agent agent = AgentFacts.wanted(offer).flatMap(this.caches::agent).orElse(null);
		AgentFact resolved = AgentFacts.of(offer, agent);
		Terms terms = this.pricing.of(offer.getSpec(), AgentFacts.extra(offer, resolved));
		PathClaim claim = PathClaims.of(offer, this.caches.claimants(offer));
		UpstreamFact upstream = upstream(offer, resolved);
		OfferFacts seen = new OfferFacts(offer, Lifecycles.at(offer, this.clock.instant()), resolved, terms, claim,
				upstream, registration(offer, terms), new Sighting.NotLooked(), new Sighting.NotLooked());
		return withGateway(seen);
	}

	private RegistrationState registration(ServiceOffer offer, Terms terms) {
		return this.registrations.of(offer, (terms instanceof Terms.Payable payable) ? payable.accepts() : List.of());
	}

	/** The gateway publishes healthy offers only, so it is asked about no other. */
	private OfferFacts withGateway(OfferFacts seen) {
		if (!(seen.upstream() instanceof UpstreamFact.Asked asked) || !asked.isHealthy()) {
			return seen;
		}
		Sighting ready = this.gateway.readiness();
		if (ready instanceof Sighting.Good && seen.claim() instanceof PathClaim.Granted
				&& seen.terms() instanceof Terms.Payable payable) {
			return new OfferFacts(seen.offer(), seen.lifecycle(), seen.agent(), seen.terms(), seen.claim(),
					seen.upstream(), seen.registration(), ready, this.gateway.route(seen.offer(), payable));
		}
		return new OfferFacts(seen.offer(), seen.lifecycle(), seen.agent(), seen.terms(), seen.claim(), seen.upstream(),
				seen.registration(), ready, new Sighting.NotLooked());
	}

	private UpstreamFact upstream(ServiceOffer offer, AgentFact agent) {
		return switch (agent) {
			case AgentFact.Resolved(AgentResolution resolution) -> ask(resolution.endpoint(), HEALTH_PATH);
			case AgentFact.NotWanted() -> declared(offer);
			case AgentFact.NotReady(var ignored) -> new UpstreamFact.Unknown();
			case AgentFact.Refused(var ignored) -> new UpstreamFact.Unknown();
		};
	}

	private UpstreamFact declared(ServiceOffer offer) {
		ServiceOfferSpec.Upstream upstream = offer.getSpec().upstream();
		if (upstream == null) {
			return new UpstreamFact.Unknown();
		}
		if (!upstream.namespace().equals(offer.namespace())) {
			return new UpstreamFact.Missing("spec.upstream.namespace '" + upstream.namespace()
					+ "' must be the offer's own namespace '" + offer.namespace() + "'");
		}
		if (!this.caches.hasService(new ObjectKey(upstream.namespace(), upstream.service()))) {
			return new UpstreamFact.Missing("there is no Service " + upstream.namespace() + "/" + upstream.service());
		}
		int port = Objects.requireNonNullElse(upstream.port(), DEFAULT_PORT);
		return ask("http://" + upstream.service() + "." + upstream.namespace() + ".svc.cluster.local:" + port,
				Objects.requireNonNullElse(upstream.healthPath(), HEALTH_PATH));
	}

	private UpstreamFact ask(String url, String healthPath) {
		return new UpstreamFact.Asked(new Upstream(url, healthPath), this.upstreams.look(URI.create(url), healthPath));
	}

}
