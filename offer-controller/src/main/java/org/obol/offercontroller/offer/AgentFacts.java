package org.obol.offercontroller.offer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.obol.api.Agent;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.api.ServiceOfferSpec.AgentRef;
import org.obol.api.ServiceOfferSpec.AgentTarget;
import org.obol.api.ServiceOfferStatus.AgentResolution;
import org.obol.kube.ObjectKey;

/** Resolves the Agent an offer refers to. */
final class AgentFacts {

	private AgentFacts() {
	}

	/**
	 * Names the Agent to look for: none for other types, and none a seller may not sell.
	 */
	static Optional<ObjectKey> wanted(ServiceOffer offer) {
		AgentRef ref = ref(offer);
		return (ref != null && ref.namespace().equals(offer.namespace()))
				? Optional.of(new ObjectKey(ref.namespace(), ref.name())) : Optional.empty();
	}

	static AgentFact of(ServiceOffer offer, @Nullable Agent agent) {
		if (!ServiceOfferSpec.TYPE_AGENT.equals(offer.getSpec().effectiveType())) {
			return new AgentFact.NotWanted();
		}
		AgentRef ref = ref(offer);
		if (ref == null) {
			return new AgentFact.NotReady("spec.agent.ref: name the Agent that is sold");
		}
		if (!ref.namespace().equals(offer.namespace())) {
			return new AgentFact.Refused("spec.agent.ref.namespace '" + ref.namespace()
					+ "' must be the offer's own namespace '" + offer.namespace() + "'");
		}
		return (agent != null) ? resolve(agent) : new AgentFact.NotReady("agent " + ref.name() + " does not exist");
	}

	private static AgentFact resolve(Agent agent) {
		String endpoint = agent.getStatus().endpoint();
		if (agent.isBeingDeleted()) {
			return new AgentFact.NotReady("agent " + agent.name() + " is being deleted");
		}
		if (!agent.getStatus().isReady()) {
			return new AgentFact.NotReady("agent " + agent.name() + " is "
					+ Objects.requireNonNullElse(agent.getStatus().phase(), "new") + ", not Ready");
		}
		if (endpoint == null || endpoint.isBlank()) {
			return new AgentFact.NotReady("agent " + agent.name() + " has no endpoint");
		}
		String model = agent.effectiveModel();
		return new AgentFact.Resolved(new AgentResolution(model.isEmpty() ? null : model, agent.getSpec().skills(),
				agent.getSpec().effectiveRuntime(), endpoint));
	}

	/**
	 * What a buyer learns about the agent from the 402; the model only if it is exposed.
	 */
	static Map<String, Object> extra(ServiceOffer offer, AgentFact fact) {
		if (!(fact instanceof AgentFact.Resolved(AgentResolution resolution))) {
			return Map.of();
		}
		Map<String, Object> extra = new LinkedHashMap<>();
		extra.put("agentSkills", resolution.skills());
		extra.put("agentRuntime", resolution.runtime());
		AgentTarget target = offer.getSpec().agent();
		if (target != null && Boolean.TRUE.equals(target.exposeModel()) && resolution.model() != null) {
			extra.put("agentModel", resolution.model());
		}
		return extra;
	}

	private static @Nullable AgentRef ref(ServiceOffer offer) {
		AgentTarget target = offer.getSpec().agent();
		return (target != null) ? target.ref() : null;
	}

}
