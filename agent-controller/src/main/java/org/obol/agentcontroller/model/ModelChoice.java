package org.obol.agentcontroller.model;

import java.util.Optional;
import org.obol.api.AgentReason;

/** Which model an agent gets, as a pure decision over what the endpoint offers. */
public sealed interface ModelChoice {

	/**
	 * Decides.
	 * @param builtIn the runtime's own model, for a runtime that needs no endpoint
	 * @param wanted the declared or earlier pinned model; empty if there is none
	 * @param offered what the endpoint offers
	 * @return the choice
	 */
	static ModelChoice of(Optional<String> builtIn, String wanted, OfferedModels offered) {
		if (builtIn.isPresent()) {
			return new Pinned(wanted.isEmpty() ? builtIn.get() : wanted);
		}
		return switch (offered) {
			case OfferedModels.NotConfigured() -> new Unresolved(AgentReason.MODEL_UNPINNED,
					"No model endpoint is configured (obol.agents.model-endpoint)");
			case OfferedModels.Unreachable(String why) when wanted.isEmpty() ->
				new Unresolved(AgentReason.MODEL_ENDPOINT_UNREACHABLE,
						"The model endpoint can't be asked for a model: " + why + "; set spec.model to pin one");
			case OfferedModels.Unreachable(String why) -> new Missing(wanted, AgentReason.MODEL_ENDPOINT_UNREACHABLE,
					"The model endpoint does not answer: " + why);
			case OfferedModels.Listed listed when wanted.isEmpty() && listed.names().isEmpty() ->
				new Unresolved(AgentReason.MODEL_UNPINNED, "The model endpoint offers no model; set spec.model");
			case OfferedModels.Listed listed when wanted.isEmpty() -> new Pinned(listed.names().getFirst());
			case OfferedModels.Listed listed when listed.names().contains(wanted) -> new Pinned(wanted);
			case OfferedModels.Listed ignored -> new Missing(wanted, AgentReason.MODEL_NOT_FOUND,
					"The model endpoint does not offer model '" + wanted + "'");
		};
	}

	/**
	 * The agent has a model that can be used.
	 *
	 * @param model its name
	 */
	record Pinned(String model) implements ModelChoice {

	}

	/**
	 * The agent keeps a model that can't be used now.
	 *
	 * @param model its name
	 * @param reason why, for programs
	 * @param message why, for people
	 */
	record Missing(String model, AgentReason reason, String message) implements ModelChoice {

	}

	/**
	 * The agent has no model.
	 *
	 * @param reason why, for programs
	 * @param message why, for people
	 */
	record Unresolved(AgentReason reason, String message) implements ModelChoice {

	}

}
