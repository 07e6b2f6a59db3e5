package org.obol.agentcontroller.reconcile;

import io.kubernetes.client.informer.SharedIndexInformer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;
import org.obol.api.Agent;
import org.obol.api.AgentPhase;
import org.obol.kube.Informers;

/** Counts the agents by phase, for the dashboard. */
final class Population {

	private Population() {
	}

	static void count(SharedIndexInformer<Agent> agents, MeterRegistry metrics) {
		for (AgentPhase phase : AgentPhase.values()) {
			Gauge.builder("obol.agents", agents, (all) -> in(all, phase))
				.description("Agents by phase")
				.tag("phase", phase.wire())
				.register(metrics);
		}
	}

	/** An agent that nobody looked at yet counts as one that is being provisioned. */
	private static double in(SharedIndexInformer<Agent> agents, AgentPhase phase) {
		return Informers.all(agents)
			.stream()
			.map((agent) -> Objects.requireNonNullElse(agent.getStatus().phase(), AgentPhase.PROVISIONING.wire()))
			.filter(phase.wire()::equals)
			.count();
	}

}
