package org.obol.shell.agent;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.obol.api.Agent;
import org.obol.api.AgentPhase;
import org.obol.api.AgentStatus;
import org.obol.kube.Documents;
import org.obol.shell.output.Conditions;
import org.obol.shell.output.Facts;
import org.obol.shell.output.Reply;
import org.obol.shell.output.Table;

/** Shows Agents to people and programs. */
final class AgentView {

	private AgentView() {
	}

	static Reply list(List<Agent> agents) {
		Table table = new Table("NAME", "RUNTIME", "PHASE", "MODEL", "WALLET", "URL");
		JsonArray data = new JsonArray();
		for (Agent agent : agents) {
			AgentStatus status = agent.getStatus();
			table.row(agent.name(), agent.getSpec().effectiveRuntime(), phase(agent), agent.effectiveModel(),
					orEmpty(status.walletAddress()),
					Objects.requireNonNullElse(status.endpoint(), "(pending controller)"));
			data.add(json(agent));
		}
		String brief = String.join("\n", agents.stream().map(Agent::name).toList());
		return new Reply(agents.isEmpty() ? "No agents yet. Make one with `obol agent new NAME`" : table.render(), data,
				brief);
	}

	static Reply one(Agent agent) {
		AgentStatus status = agent.getStatus();
		String facts = new Facts().add("Agent", agent.namespace() + "/" + agent.name())
			.add("Phase", phase(agent))
			.add("Runtime", agent.getSpec().effectiveRuntime())
			.add("Model", agent.effectiveModel())
			.add("Skills", String.join(", ", agent.getSpec().skills()))
			.add("Objective", agent.getSpec().objective())
			.add("Wallet", status.walletAddress())
			.add("Endpoint", status.endpoint())
			.render();
		return new Reply(facts + "\nConditions:\n" + Conditions.render(agent.conditions()), json(agent), phase(agent));
	}

	static JsonObject json(Agent agent) {
		AgentStatus status = agent.getStatus();
		return Documents.object("name", agent.name(), "namespace", agent.namespace(), "id", agent.name(), "runtime",
				agent.getSpec().effectiveRuntime(), "phase", phase(agent), "ready", status.isReady(), "model",
				agent.effectiveModel().isEmpty() ? null : agent.effectiveModel(), "skills", agent.getSpec().skills(),
				"walletAddress", status.walletAddress(), "url", status.endpoint(), "conditions",
				Documents.of(status.conditions()));
	}

	static String phase(Agent agent) {
		if (agent.isBeingDeleted()) {
			return "Deleting";
		}
		return Objects.requireNonNullElse(agent.getStatus().phase(), AgentPhase.PENDING.wire());
	}

	private static String orEmpty(@Nullable String text) {
		return (text != null) ? text : "";
	}

}
