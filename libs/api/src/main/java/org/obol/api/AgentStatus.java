package org.obol.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the agent-controller observed. It is the only writer.
 *
 * @param observedGeneration the generation of the spec that was looked at last
 * @param phase one of {@link AgentPhase}
 * @param pinnedModel the model the agent is pinned to
 * @param walletAddress EIP-55 address of the agent's wallet, once minted
 * @param endpoint the cluster URL of the agent's API
 * @param conditions a map keyed by type
 */
public record AgentStatus(@Nullable Long observedGeneration, @Nullable String phase, @Nullable String pinnedModel,
		@Nullable String walletAddress, @Nullable String endpoint,
		List<Condition> conditions) implements CustomResource.Status {

	public AgentStatus {
		conditions = Lists.orEmpty(conditions);
	}

	/**
	 * The status of an agent nobody has looked at yet.
	 * @return the empty status
	 */
	public static AgentStatus empty() {
		return new AgentStatus(null, null, null, null, null, List.of());
	}

	/**
	 * Tells whether the agent can be called.
	 * @return true in phase {@code Ready} exactly
	 */
	public boolean isReady() {
		return AgentPhase.READY.wire().equals(this.phase);
	}

}
