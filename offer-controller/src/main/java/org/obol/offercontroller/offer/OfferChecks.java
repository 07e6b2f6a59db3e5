package org.obol.offercontroller.offer;

import static org.obol.api.OfferCondition.MODEL_READY;
import static org.obol.api.OfferCondition.PAYMENT_GATE_READY;
import static org.obol.api.OfferCondition.REGISTERED;
import static org.obol.api.OfferCondition.ROUTE_PUBLISHED;
import static org.obol.api.OfferCondition.UPSTREAM_HEALTHY;

import java.util.Optional;
import java.util.stream.Collectors;
import org.obol.api.Condition;
import org.obol.api.OfferCondition;
import org.obol.api.OfferReason;
import org.obol.api.ServiceOfferSpec;
import org.obol.offercontroller.path.PathClaim;
import org.obol.offercontroller.payment.Terms;
import org.obol.offercontroller.probe.Sighting;
import org.obol.offercontroller.registration.RegistrationState;

/** The pure questions behind an offer's conditions, in pipeline order. */
final class OfferChecks {

	private OfferChecks() {
	}

	static Finding model(OfferFacts facts) {
		return waitingForAgent(MODEL_READY, facts).orElseGet(() -> declaredModel(facts.offer().getSpec()));
	}

	private static Finding declaredModel(ServiceOfferSpec spec) {
		if (!ServiceOfferSpec.TYPE_INFERENCE.equals(spec.effectiveType())) {
			return Finding.yes(MODEL_READY, OfferReason.SKIPPED,
					"type " + spec.effectiveType() + " declares no model of its own");
		}
		ServiceOfferSpec.Model model = spec.model();
		if (model == null || model.name().isBlank()) {
			return Finding.no(MODEL_READY, OfferReason.MISSING_MODEL, "spec.model.name: name the model that is sold");
		}
		return Finding.yes(MODEL_READY, OfferReason.DECLARED, "model " + model.name());
	}

	static Finding upstream(OfferFacts facts) {
		return waitingForAgent(UPSTREAM_HEALTHY, facts).orElseGet(() -> switch (facts.upstream()) {
			case UpstreamFact.Unknown() -> Finding.no(UPSTREAM_HEALTHY, OfferReason.MISSING_SERVICE,
					"spec.upstream: name the Service that is sold");
			case UpstreamFact.Missing(String message) ->
				Finding.no(UPSTREAM_HEALTHY, OfferReason.MISSING_SERVICE, message);
			case UpstreamFact.Asked(var ignored, Sighting health) -> switch (health) {
				case Sighting.Good(String message) -> Finding.yes(UPSTREAM_HEALTHY, OfferReason.HEALTHY, message);
				case Sighting.Bad(String message) -> Finding.no(UPSTREAM_HEALTHY, OfferReason.UNHEALTHY, message);
				case Sighting.NotLooked() -> Finding.no(UPSTREAM_HEALTHY, OfferReason.UNHEALTHY, "not looked at yet");
			};
		});
	}

	static Finding paymentGate(OfferFacts facts) {
		return waitingForAgent(PAYMENT_GATE_READY, facts).or(() -> notForSale(PAYMENT_GATE_READY, facts))
			.orElseGet(() -> !canBeCalled(facts)
					? Finding.no(PAYMENT_GATE_READY, OfferReason.WAITING_FOR_UPSTREAM, "the upstream is not healthy")
					: switch (facts.gateway()) {
						case Sighting.Good(String message) ->
							Finding.yes(PAYMENT_GATE_READY, OfferReason.RECONCILED, message);
						case Sighting.Bad(String message) ->
							Finding.no(PAYMENT_GATE_READY, OfferReason.WAITING_FOR_GATEWAY, message);
						case Sighting.NotLooked() -> Finding.no(PAYMENT_GATE_READY, OfferReason.WAITING_FOR_GATEWAY,
								"the payment gateway was not asked yet");
					});
	}

	static Finding route(OfferFacts facts) {
		return waitingForAgent(ROUTE_PUBLISHED, facts).or(() -> notForSale(ROUTE_PUBLISHED, facts))
			.or(() -> pathRefused(facts))
			.orElseGet(() -> !paymentGate(facts).holds()
					? Finding.no(ROUTE_PUBLISHED, OfferReason.WAITING_FOR_PAYMENT_GATE, "the payment gate is not ready")
					: switch (facts.route()) {
						case Sighting.Good(String message) ->
							Finding.yes(ROUTE_PUBLISHED, OfferReason.RECONCILED, message);
						case Sighting.Bad(String message) ->
							Finding.no(ROUTE_PUBLISHED, OfferReason.WAITING_FOR_ROUTE, message);
						case Sighting.NotLooked() ->
							Finding.no(ROUTE_PUBLISHED, OfferReason.WAITING_FOR_ROUTE, "the route was not tried yet");
					});
	}

	static Finding registration(OfferFacts facts) {
		return switch (facts.registration()) {
			case RegistrationState.NotWanted() ->
				Finding.yes(REGISTERED, OfferReason.DISABLED, "no registration is asked for");
			case RegistrationState.Found(var registrations) -> Finding.yes(REGISTERED, OfferReason.REGISTERED,
					"registered as agent " + registrations.stream()
						.map((one) -> one.agentId() + " on " + one.network())
						.collect(Collectors.joining(", ")));
			case RegistrationState.NotFound(String message) ->
				Finding.no(REGISTERED, OfferReason.AWAITING_EXTERNAL_REGISTRATION, message);
			case RegistrationState.Unknown(String message) ->
				new Finding(REGISTERED, Condition.UNKNOWN, OfferReason.PENDING, message);
		};
	}

	private static Optional<Finding> waitingForAgent(OfferCondition type, OfferFacts facts) {
		return switch (facts.agent()) {
			case AgentFact.NotWanted() -> Optional.empty();
			case AgentFact.Resolved(var ignored) -> Optional.empty();
			case AgentFact.NotReady(String message) ->
				Optional.of(Finding.no(type, OfferReason.WAITING_FOR_AGENT, message));
			case AgentFact.Refused(String message) ->
				Optional.of(Finding.no(type, OfferReason.CROSS_NAMESPACE_AGENT, message));
		};
	}

	private static Optional<Finding> notForSale(OfferCondition type, OfferFacts facts) {
		return switch (facts.lifecycle()) {
			case Lifecycle.Paused() -> Optional.of(Finding.no(type, OfferReason.PAUSED, "the seller paused the offer"));
			case Lifecycle.Drained(var endedAt) ->
				Optional.of(Finding.no(type, OfferReason.DRAINED, "the offer ended at " + endedAt));
			case Lifecycle.Selling() -> unpayable(type, facts.terms());
			case Lifecycle.Draining(var ignored) -> unpayable(type, facts.terms());
		};
	}

	private static Optional<Finding> unpayable(OfferCondition type, Terms terms) {
		return switch (terms) {
			case Terms.Refused(String message) -> Optional.of(Finding.no(type, OfferReason.INVALID_PAYMENT, message));
			case Terms.Payable ignored -> Optional.empty();
		};
	}

	private static Optional<Finding> pathRefused(OfferFacts facts) {
		String path = facts.offer().effectivePath();
		return switch (facts.claim()) {
			case PathClaim.Granted() -> Optional.empty();
			case PathClaim.Reserved(String root) ->
				Optional.of(Finding.no(ROUTE_PUBLISHED, OfferReason.RESERVED_PATH, "spec.path '" + path
						+ "' is reserved (" + root + "); use one such as /services/" + facts.offer().name()));
			case PathClaim.Taken(String namespace, String name) ->
				Optional.of(Finding.no(ROUTE_PUBLISHED, OfferReason.PATH_CONFLICT,
						"path '" + path + "' belongs to the older offer " + namespace + "/" + name));
		};
	}

	private static boolean canBeCalled(OfferFacts facts) {
		return model(facts).holds() && upstream(facts).holds();
	}

}
