package org.obol.agentcontroller.reconcile;

import io.kubernetes.client.openapi.ApiException;
import java.time.Clock;
import java.util.Optional;
import org.obol.api.Agent;
import org.obol.api.AgentStatus;
import org.obol.kube.Cluster;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.kube.apply.Events;
import org.obol.kube.apply.Finalizers;
import org.obol.kube.apply.ServerSideApply;
import org.springframework.stereotype.Component;

/**
 * The Agents themselves: read fresh, because a cached status would be older than what the
 * last pass wrote; written only where they differ.
 */
@Component
class Agents {

	private final Cluster cluster;

	private final ServerSideApply apply;

	private final Finalizers finalizers;

	private final Events events;

	private final Clock clock;

	Agents(Cluster cluster, Events events, Clock clock) {
		this.cluster = cluster;
		this.apply = new ServerSideApply(cluster);
		this.finalizers = new Finalizers(cluster, ResourceType.AGENT, Agent.FINALIZER);
		this.events = events;
		this.clock = clock;
	}

	Optional<Agent> find(ObjectKey key) throws ApiException {
		return this.cluster.get(ResourceType.AGENT, key).map((document) -> Documents.as(document, Agent.class));
	}

	boolean isHeld(Agent agent) {
		return this.finalizers.holds(agent);
	}

	void hold(Agent agent) throws ApiException {
		this.finalizers.add(agent);
	}

	void release(Agent agent) throws ApiException {
		this.finalizers.remove(agent);
	}

	StatusReport report(Agent agent) {
		return new StatusReport(agent, this.clock);
	}

	void write(Agent agent, StatusReport report) throws ApiException {
		AgentStatus after = report.toStatus();
		boolean written = this.apply.applyStatus(ResourceType.AGENT, ObjectKey.of(agent), agent.getStatus(), after);
		if (written) {
			this.events.transitions(ResourceType.AGENT, agent, agent.conditions(), after.conditions());
		}
	}

}
