package org.obol.agenttools.agent;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.obol.api.Agent;
import org.obol.api.Skills;
import org.obol.kube.ObjectKey;

/**
 * The agent on whose behalf a tool runs.
 *
 * @param key its namespace and name
 * @param agent the Agent as last seen
 */
public record Caller(ObjectKey key, Agent agent) {

	/**
	 * The tools of the agent's skills.
	 * @return their names
	 */
	public List<String> tools() {
		return Skills.toolsOf(this.agent.getSpec().skills());
	}

	/**
	 * Tells whether the agent has a tool.
	 * @param tool the tool's name
	 * @return true if one of its skills needs it
	 */
	public boolean mayCall(String tool) {
		return tools().contains(tool);
	}

	/**
	 * An annotation of the Agent.
	 * @param name its name
	 * @return its value, if it is there and not blank
	 */
	public Optional<String> annotation(String name) {
		V1ObjectMeta metadata = this.agent.getMetadata();
		Map<String, String> annotations = (metadata != null) ? metadata.getAnnotations() : null;
		return Optional.ofNullable((annotations != null) ? annotations.get(name) : null)
			.filter((value) -> !value.isBlank());
	}

	/**
	 * The address of the agent's wallet.
	 * @return EIP-55, empty without a wallet
	 */
	public Optional<String> wallet() {
		return Optional.ofNullable(this.agent.getStatus().walletAddress()).filter((address) -> !address.isEmpty());
	}

	@Override
	public String toString() {
		return this.key.toString();
	}

}
