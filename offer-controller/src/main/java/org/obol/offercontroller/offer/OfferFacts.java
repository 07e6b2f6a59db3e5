package org.obol.offercontroller.offer;

import org.obol.api.ServiceOffer;
import org.obol.offercontroller.path.PathClaim;
import org.obol.offercontroller.payment.Terms;
import org.obol.offercontroller.probe.Sighting;
import org.obol.offercontroller.registration.RegistrationState;

/**
 * Everything a decision about an offer depends on, gathered once.
 *
 * @param offer the offer itself
 * @param lifecycle whether its seller wants it sold now
 * @param agent its Agent
 * @param terms its price
 * @param claim its path
 * @param upstream where its calls go
 * @param registration whether it is in the ERC-8004 registry
 * @param gateway the gateway's readiness
 * @param route what the gateway charges for it
 */
record OfferFacts(ServiceOffer offer, Lifecycle lifecycle, AgentFact agent, Terms terms, PathClaim claim,
		UpstreamFact upstream, RegistrationState registration, Sighting gateway, Sighting route) {

}
