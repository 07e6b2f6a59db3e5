package org.obol.offercontroller.offer;

import org.jspecify.annotations.Nullable;
import org.obol.api.ServiceOffer;
import org.obol.offercontroller.path.PathClaim;
import org.obol.offercontroller.path.PathClaims;
import org.obol.offercontroller.payment.Pricing;
import org.obol.offercontroller.payment.Terms;

/** Judges an offer that need not exist yet, without probing anything. */
public final class OfferPreview {

	private final OfferCaches caches;

	private final Pricing pricing;

	OfferPreview(OfferCaches caches, Pricing pricing) {
		this.caches = caches;
		this.pricing = pricing;
	}

	/**
	 * Judges an offer.
	 * @param offer the offer; without a creation time it is the newest of all
	 * @return what would become of it
	 */
	public Outlook of(ServiceOffer offer) {
		AgentFact agent = AgentFacts.of(offer, AgentFacts.wanted(offer).flatMap(this.caches::agent).orElse(null));
		Terms terms = this.pricing.of(offer.getSpec(), AgentFacts.extra(offer, agent));
		return new Outlook(terms, PathClaims.of(offer, this.caches.claimants(offer)), problem(agent));
	}

	private static @Nullable String problem(AgentFact agent) {
		return switch (agent) {
			case AgentFact.NotWanted() -> null;
			case AgentFact.Resolved(var ignored) -> null;
			case AgentFact.NotReady(String message) -> message;
			case AgentFact.Refused(String message) -> message;
		};
	}

	/**
	 * What would become of an offer.
	 *
	 * @param terms its price
	 * @param claim its path
	 * @param agentProblem why its agent can't be sold now; null if it can
	 */
	public record Outlook(Terms terms, PathClaim claim, @Nullable String agentProblem) {

	}

}
