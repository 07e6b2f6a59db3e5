package org.obol.agentcontroller.reconcile;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiException;
import java.util.Objects;
import java.util.Optional;
import org.obol.agentcontroller.check.AgentChecks;
import org.obol.agentcontroller.check.AgentFacts;
import org.obol.agentcontroller.check.Violation;
import org.obol.agentcontroller.model.ModelChoice;
import org.obol.agentcontroller.runtime.AgentPlan;
import org.obol.agentcontroller.runtime.AgentRuntime;
import org.obol.api.Agent;
import org.obol.api.AgentCondition;
import org.obol.api.AgentReason;
import org.obol.kube.ApiErrors;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.controller.Outcome;
import org.obol.kube.controller.Reconciler;
import org.springframework.stereotype.Component;

/** Makes one Agent run: facts, checks, objects, observations, status. */
@Component
class AgentReconciler implements Reconciler {

	private final Agents agents;

	private final FactsGatherer facts;

	private final Provisioner provisioner;

	private final Teardown teardown;

	private final Observations observations;

	private final NextLook next;

	AgentReconciler(Agents agents, FactsGatherer facts, Provisioner provisioner, Teardown teardown,
			Observations observations, NextLook next) {
		this.agents = agents;
		this.facts = facts;
		this.provisioner = provisioner;
		this.teardown = teardown;
		this.observations = observations;
		this.next = next;
	}

	@Override
	public Outcome reconcile(ObjectKey key) throws ApiException, InterruptedException {
		Optional<Agent> found = this.agents.find(key);
		if (found.isEmpty()) {
			this.provisioner.forget(key);
			return Outcome.settled();
		}
		Agent agent = found.get();
		if (agent.isBeingDeleted()) {
			return remove(agent);
		}
		this.agents.hold(agent);
		AgentFacts known = this.facts.about(agent);
		StatusReport report = this.agents.report(agent);
		Optional<Violation> violation = AgentChecks.firstViolation(known);
		if (violation.isPresent()) {
			this.agents.write(agent, report.refused(violation.get()));
			return violation.get().isFinal() ? Outcome.settled() : this.next.afterWaiting();
		}
		provision(agent, known, report.accepted(known.model(), known.skills().size()));
		this.agents.write(agent, report.concluded());
		return this.next.after(report.toStatus());
	}

	private Outcome remove(Agent agent) throws ApiException {
		if (this.agents.isHeld(agent)) {
			this.teardown.run(agent);
			this.provisioner.forget(ObjectKey.of(agent));
			this.agents.release(agent);
		}
		return Outcome.settled();
	}

	private void provision(Agent agent, AgentFacts known, StatusReport report)
			throws ApiException, InterruptedException {
		AgentRuntime runtime = known.runtime().orElseThrow();
		AgentPlan plan = new AgentPlan(ObjectKey.of(agent), agent.getSpec(), model(known.model()), known.skills(),
				Objects.requireNonNullElse(agent.getStatus().walletAddress(), ""));
		try {
			switch (this.provisioner.provision(plan, runtime)) {
				case Provisioned.NotOurs(String what) -> report.fails(AgentCondition.PROVISIONED, AgentReason.NOT_OURS,
						what + " belongs to somebody else; delete it or use another namespace");
				case Provisioned.Applied applied -> this.observations.about(plan, runtime, applied, report);
			}
		}
		catch (ApiException | UnusableSecretException ex) {
			report.fails(AgentCondition.PROVISIONED, AgentReason.PROVISION_ERROR, ApiErrors.describe(ex));
			this.agents.write(agent, report.concluded());
			throw ex;
		}
	}

	private static String model(ModelChoice choice) {
		return switch (choice) {
			case ModelChoice.Pinned(String model) -> model;
			case ModelChoice.Missing missing -> missing.model();
			case ModelChoice.Unresolved ignored ->
				throw new IllegalStateException("A check lets nobody without a model pass");
		};
	}

	static boolean hasReadyReplica(JsonObject deployment) {
		long generation = number(deployment, "metadata", "generation");
		return number(deployment, "status", "observedGeneration") >= generation
				&& number(deployment, "status", "readyReplicas") >= 1
				&& number(deployment, "status", "updatedReplicas") >= 1;
	}

	private static long number(JsonObject object, String... path) {
		String text = Documents.text(object, path);
		return text.isEmpty() ? 0 : Long.parseLong(text);
	}

}
