package org.obol.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a seller wants an agent to be. Written by the seller only.
 *
 * @param runtime {@code hermes} (the default) or {@code demo}
 * @param model the model to pin; empty lets the controller pin the endpoint's first one,
 * once
 * @param modelProvider empty or {@code custom} for the suite's model endpoint
 * @param skills names of the skills the agent has
 * @param objective what the agent is for, interpolated into its persona once
 * @param wallet the agent's own wallet, off by default
 * @param mcpServers MCP servers beyond the suite's own tools
 * @param maxTurns model calls per request at most
 * @param maxConcurrentRuns requests at once at most
 * @param toolsets the runtime's own toolsets to allow beside skills
 * @param disabledToolsets toolsets that stay off whatever else is said
 * @param acceptRisk must be true to allow toolsets that let a buyer run code
 */
public record AgentSpec(@Nullable String runtime, @Nullable String model, @Nullable String modelProvider,
		List<String> skills, @Nullable String objective, @Nullable Wallet wallet, List<McpServer> mcpServers,
		@Nullable Integer maxTurns, @Nullable Integer maxConcurrentRuns, List<String> toolsets,
		@Nullable List<String> disabledToolsets, @Nullable Boolean acceptRisk) {

	/** The runtime of a spec that names none. */
	public static final String DEFAULT_RUNTIME = "hermes";

	public AgentSpec {
		skills = Lists.orEmpty(skills);
		mcpServers = Lists.orEmpty(mcpServers);
		toolsets = Lists.orEmpty(toolsets);
	}

	/**
	 * A spec that says nothing; it is valid.
	 * @return the empty spec
	 */
	public static AgentSpec empty() {
		return new AgentSpec(null, null, null, List.of(), null, null, List.of(), null, null, List.of(), null, null);
	}

	/**
	 * The runtime that applies.
	 * @return the declared one or {@value #DEFAULT_RUNTIME}
	 */
	public String effectiveRuntime() {
		return (this.runtime == null || this.runtime.isBlank()) ? DEFAULT_RUNTIME : this.runtime;
	}

	/**
	 * Tells whether the agent wants a wallet of its own.
	 * @return true only if asked for
	 */
	public boolean wantsWallet() {
		return this.wallet != null && Boolean.TRUE.equals(this.wallet.create());
	}

	/**
	 * The agent's own wallet.
	 *
	 * @param create whether the agent has one; can't be switched off again
	 * @param reclaimPolicy {@code Retain} (the default) keeps the key when the Agent is
	 * deleted
	 */
	public record Wallet(@Nullable Boolean create, @Nullable String reclaimPolicy) {

		/** The policy that lets the key go with the Agent. */
		public static final String RECLAIM_DELETE = "Delete";

	}

	/**
	 * An MCP server the agent may use.
	 *
	 * @param name its name among the agent's servers
	 * @param url where it answers, for a remote one
	 * @param command what to start, for a local one
	 * @param args arguments of the command
	 * @param timeout seconds to wait for one call
	 * @param env environment of the command
	 */
	public record McpServer(String name, @Nullable String url, @Nullable String command, List<String> args,
			@Nullable Integer timeout, Map<String, String> env) {

		public McpServer {
			args = Lists.orEmpty(args);
			env = Lists.orEmpty(env);
		}

	}

}
