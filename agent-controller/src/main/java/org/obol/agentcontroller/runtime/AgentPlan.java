package org.obol.agentcontroller.runtime;

import java.util.List;
import org.obol.agentcontroller.skills.Skill;
import org.obol.api.AgentSpec;
import org.obol.api.Skills;
import org.obol.kube.ObjectKey;

/**
 * An agent that can be provisioned: everything that its objects depend on.
 *
 * @param key the Agent's namespace, which its objects share, and name
 * @param spec what the seller wants
 * @param model the pinned model
 * @param skills the named skills, found
 * @param walletAddress EIP-55 address of the wallet, empty without one
 */
public record AgentPlan(ObjectKey key, AgentSpec spec, String model, List<Skill> skills, String walletAddress) {

	/**
	 * The same agent with the address that its wallet turned out to have.
	 * @param address EIP-55, empty without one
	 * @return the plan
	 */
	public AgentPlan withWallet(String address) {
		return new AgentPlan(this.key, this.spec, this.model, this.skills, address);
	}

	/**
	 * The tools that the agent's skills need.
	 * @return names at agent-tools, sorted
	 */
	public List<String> tools() {
		return Skills.toolsOf(this.skills.stream().map(Skill::name).toList());
	}

	/**
	 * The namespace of the agent's objects.
	 * @return the namespace
	 */
	public String namespace() {
		return this.key.namespace();
	}

	/**
	 * The Agent's name.
	 * @return the name
	 */
	public String name() {
		return this.key.name();
	}

}
