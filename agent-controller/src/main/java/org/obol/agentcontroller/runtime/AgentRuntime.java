package org.obol.agentcontroller.runtime;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What runs an agent. Every runtime serves the same HTTP contract on port 8642:
 * {@code GET /health} is free, {@code /v1/models} and {@code /v1/chat/completions} need
 * the bearer key.
 */
public interface AgentRuntime {

	/** The port of the agent's API in its pod and of its Service. */
	int API_PORT = 8642;

	/** Where the agent's volume is mounted, which is its home. */
	String HOME = "/data";

	/** Where the runtime's configuration is mounted, read-only. */
	String CONFIGURATION = "/etc/agent";

	/**
	 * The word in {@code spec.runtime}.
	 * @return the name
	 */
	String name();

	/**
	 * The model of an agent that names none.
	 * @return the model, empty if the model endpoint has to be asked
	 */
	Optional<String> builtInModel();

	/**
	 * The image to run.
	 * @return an image reference
	 */
	String image();

	/**
	 * The container's environment beyond what every agent has, in order.
	 * @param plan the agent
	 * @return value by name
	 */
	Map<String, String> environment(AgentPlan plan);

	/**
	 * Environment that is read from Secrets of the agent's namespace.
	 * @param plan the agent
	 * @return by variable, the Secret's name and the key in it
	 */
	Map<String, List<String>> secretEnvironment(AgentPlan plan);

	/**
	 * The runtime's configuration files.
	 * @param plan the agent
	 * @return content by file name; no secrets
	 */
	Map<String, String> configuration(AgentPlan plan);

	/**
	 * Configuration files that the agent must find in its home, where it can't change
	 * them.
	 * @return name in the home by name in {@link #configuration}
	 */
	Map<String, String> homeFiles();

	/**
	 * What the pod connects to.
	 * @param plan the agent
	 * @return URLs
	 */
	List<URI> upstreams(AgentPlan plan);

	/**
	 * Tells whether the agent calls agent-tools, for which it needs a token.
	 * @param plan the agent
	 * @return false for a runtime without tools, or an agent whose skills need none
	 */
	default boolean callsTools(AgentPlan plan) {
		return false;
	}

	/**
	 * The toolsets that the rendered configuration switches on.
	 * @param plan the agent
	 * @return names as the runtime lists them
	 */
	Set<String> toolsets(AgentPlan plan);

	/**
	 * What the container needs.
	 * @return requests and limits
	 */
	Needs needs();

	/**
	 * What a container needs. Written as the API server writes them, so that nothing
	 * looks like a change.
	 *
	 * @param cpuRequest such as {@code 50m}
	 * @param memoryRequest such as {@code 192Mi}
	 * @param cpuLimit such as {@code 1}
	 * @param memoryLimit such as {@code 512Mi}
	 */
	record Needs(String cpuRequest, String memoryRequest, String cpuLimit, String memoryLimit) {

	}

}
