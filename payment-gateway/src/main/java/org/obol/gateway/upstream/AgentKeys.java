package org.obol.gateway.upstream;

import java.util.Optional;

/** The agents' API keys. */
public interface AgentKeys {

	/**
	 * The key of an agent.
	 * @param namespace the agent's namespace
	 * @return the key, if it can be read
	 */
	Optional<String> of(String namespace);

	/**
	 * Forgets a key that the agent refused.
	 * @param namespace the agent's namespace
	 */
	void forget(String namespace);

}
