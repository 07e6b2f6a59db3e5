package org.obol.offercontroller.offer;

import static org.obol.api.OfferCondition.READY;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.obol.api.OfferReason;
import org.obol.api.ServiceOfferStatus.Accepts;
import org.obol.api.ServiceOfferStatus.AgentResolution;
import org.obol.api.ServiceOfferStatus.Price;
import org.obol.api.ServiceOfferStatus.Route;
import org.obol.api.ServiceOfferStatus.Upstream;
import org.obol.offercontroller.path.PathClaim;
import org.obol.offercontroller.payment.Terms;
import org.obol.offercontroller.registration.RegistrationState;

/**
 * What the facts make of an offer: everything its status says, except dates.
 *
 * @param findings the conditions, in pipeline order, {@code Ready} last
 * @param resolution what its Agent is
 * @param upstream where paid calls go
 * @param registration whether it is in the ERC-8004 registry
 * @param accepts the ways to pay; empty closes the offer at the gateway
 * @param prices the same for people
 * @param routes what each declared route asks for
 */
record Verdict(List<Finding> findings, @Nullable AgentResolution resolution, @Nullable Upstream upstream,
		RegistrationState registration, List<Accepts> accepts, List<Price> prices, List<Route> routes) {

	private static final List<Function<OfferFacts, Finding>> CHECKS = List.of(OfferChecks::model, OfferChecks::upstream,
			OfferChecks::paymentGate, OfferChecks::route, OfferChecks::registration);

	/** What only the seller, or somebody else's object, can put right. */
	private static final Set<OfferReason> FINAL = EnumSet.of(OfferReason.CROSS_NAMESPACE_AGENT,
			OfferReason.MISSING_MODEL, OfferReason.WAITING_FOR_AGENT, OfferReason.INVALID_PAYMENT, OfferReason.PAUSED,
			OfferReason.DRAINED, OfferReason.PATH_CONFLICT, OfferReason.RESERVED_PATH,
			OfferReason.AWAITING_EXTERNAL_REGISTRATION);

	static Verdict on(OfferFacts facts) {
		List<Finding> findings = new ArrayList<>(CHECKS.stream().map((check) -> check.apply(facts)).toList());
		findings.add(ready(findings));
		AgentResolution resolution = (facts.agent() instanceof AgentFact.Resolved(var resolved)) ? resolved : null;
		Upstream upstream = (facts.upstream() instanceof UpstreamFact.Asked asked) ? asked.upstream() : null;
		if (facts.terms() instanceof Terms.Payable(var accepts, var prices, var routes) && mayBeSold(facts)) {
			return new Verdict(List.copyOf(findings), resolution, upstream, facts.registration(), accepts, prices,
					routes);
		}
		return new Verdict(List.copyOf(findings), resolution, upstream, facts.registration(), List.of(), List.of(),
				List.of());
	}

	/** A paused offer keeps its terms: its seller sees what they will be. */
	private static boolean mayBeSold(OfferFacts facts) {
		return facts.claim() instanceof PathClaim.Granted && !(facts.lifecycle() instanceof Lifecycle.Drained)
				&& !(facts.agent() instanceof AgentFact.NotReady) && !(facts.agent() instanceof AgentFact.Refused);
	}

	private static Finding ready(List<Finding> findings) {
		return findings.stream()
			.filter((finding) -> !finding.holds())
			.findFirst()
			.map(Verdict::notReady)
			.orElseGet(() -> Finding.yes(READY, OfferReason.RECONCILED, "the offer is live"));
	}

	private static Finding notReady(Finding first) {
		return Finding.no(READY, FINAL.contains(first.reason()) ? first.reason() : OfferReason.RECONCILING,
				first.type().wire() + ": " + first.message());
	}

	/** Whether every condition holds. */
	boolean isReady() {
		return this.findings.getLast().holds();
	}

	/** Whether nothing is wrong but that the gateway does not ask for it yet. */
	boolean waitsForItsRoute() {
		return this.findings.stream()
			.filter((finding) -> !finding.holds())
			.findFirst()
			.filter((finding) -> finding.reason() == OfferReason.WAITING_FOR_ROUTE)
			.isPresent();
	}

	/** Whether only somebody else's change can bring the offer further. */
	boolean isStuck() {
		return FINAL.contains(this.findings.getLast().reason());
	}

}
