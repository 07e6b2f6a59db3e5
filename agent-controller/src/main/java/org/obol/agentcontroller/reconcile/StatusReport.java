package org.obol.agentcontroller.reconcile;

import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.obol.agentcontroller.check.Violation;
import org.obol.agentcontroller.model.ModelChoice;
import org.obol.agentcontroller.probe.Probed;
import org.obol.agentcontroller.resources.AgentResources;
import org.obol.api.Agent;
import org.obol.api.AgentCondition;
import org.obol.api.AgentPhase;
import org.obol.api.AgentReason;
import org.obol.api.AgentStatus;
import org.obol.api.Condition;
import org.obol.kube.ObjectKey;
import org.obol.kube.apply.Conditions;

/** Collects what one pass observes, and turns it into the Agent's status. Pure. */
final class StatusReport {

	private static final List<AgentCondition> PARTS = Arrays.stream(AgentCondition.values())
		.filter((condition) -> condition != AgentCondition.READY)
		.toList();

	private final Agent agent;

	private final Conditions conditions;

	private @Nullable String model;

	private @Nullable String walletAddress;

	private AgentPhase phase = AgentPhase.PROVISIONING;

	StatusReport(Agent agent, Clock clock) {
		this.agent = agent;
		this.conditions = new Conditions(agent.conditions(), agent.generation(), clock);
		this.model = agent.getStatus().pinnedModel();
		this.walletAddress = agent.getStatus().walletAddress();
	}

	StatusReport holds(AgentCondition condition, AgentReason reason, String message) {
		this.conditions.holds(condition.wire(), reason.wire(), message);
		return this;
	}

	StatusReport fails(AgentCondition condition, AgentReason reason, String message) {
		this.conditions.fails(condition.wire(), reason.wire(), message);
		return this;
	}

	StatusReport unknown(AgentCondition condition, AgentReason reason, String message) {
		this.conditions.set(condition.wire(), Condition.UNKNOWN, reason.wire(), message);
		return this;
	}

	StatusReport probed(AgentCondition condition, Probed probed) {
		this.conditions.set(condition.wire(), probed.status(), probed.reason().wire(), probed.message());
		return this;
	}

	/** Everything before the violated condition holds; the agent is not ready. */
	StatusReport refused(Violation violation) {
		if (violation.condition() != AgentCondition.VALIDATED) {
			valid();
		}
		fails(violation.condition(), violation.reason(), violation.message());
		fails(AgentCondition.READY, violation.reason(), violation.message());
		this.phase = violation.isFinal() ? AgentPhase.FAILED : AgentPhase.PROVISIONING;
		return this;
	}

	StatusReport accepted(ModelChoice choice, int skills) {
		valid();
		holds(AgentCondition.SKILLS_READY, AgentReason.SKILLS_MOUNTED,
				(skills == 0) ? "No skills are named" : skills + " skill(s) are mounted");
		switch (choice) {
			case ModelChoice.Pinned(String name) -> {
				this.model = name;
				holds(AgentCondition.MODEL_RESOLVED, AgentReason.MODEL_PINNED, "Pinned to " + name);
			}
			case ModelChoice.Missing(String name, AgentReason reason, String message) -> {
				this.model = name;
				fails(AgentCondition.MODEL_RESOLVED, reason, message);
			}
			case ModelChoice.Unresolved(AgentReason reason, String message) ->
				fails(AgentCondition.MODEL_RESOLVED, reason, message);
		}
		return this;
	}

	StatusReport wallet(@Nullable String address) {
		this.walletAddress = address;
		return this;
	}

	/**
	 * Ready is what all the others say together; the first that does not hold says why
	 * not.
	 */
	StatusReport concluded() {
		List<Condition> observed = this.conditions.toList();
		PARTS.stream()
			.flatMap((part) -> Condition.of(observed, part.wire()).stream())
			.filter((condition) -> !condition.holds())
			.findFirst()
			.ifPresentOrElse((blocker) -> this.conditions.fails(AgentCondition.READY.wire(), blocker.reason(),
					blocker.type() + ": " + blocker.message()), () -> {
						this.phase = AgentPhase.READY;
						holds(AgentCondition.READY, AgentReason.RECONCILED, "Serving on " + endpoint());
					});
		return this;
	}

	boolean isReady() {
		return this.phase == AgentPhase.READY;
	}

	AgentStatus toStatus() {
		List<Condition> inOrder = this.conditions.toList()
			.stream()
			.sorted(Comparator.comparingInt((condition) -> position(condition.type())))
			.toList();
		return new AgentStatus(this.agent.generation(), this.phase.wire(), this.model, this.walletAddress, endpoint(),
				inOrder);
	}

	private void valid() {
		holds(AgentCondition.VALIDATED, AgentReason.SPEC_VALID, "The spec can be provisioned");
	}

	private String endpoint() {
		return AgentResources.endpoint(ObjectKey.of(this.agent));
	}

	private static int position(String type) {
		for (AgentCondition condition : AgentCondition.values()) {
			if (condition.wire().equals(type)) {
				return condition.ordinal();
			}
		}
		return Integer.MAX_VALUE;
	}

}
