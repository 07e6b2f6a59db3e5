package org.obol.api;

/** The condition types of an Agent, in the order they are decided. */
public enum AgentCondition {

	/** The spec is one that can be provisioned. */
	VALIDATED("Validated"),
	/** A model is pinned, and the endpoint still has it. */
	MODEL_RESOLVED("ModelResolved"),
	/** Every named skill exists and is mounted. */
	SKILLS_READY("SkillsReady"),
	/** Every child is applied and the Deployment has a ready replica. */
	PROVISIONED("Provisioned"),
	/** The signer answers with the expected address, or no wallet is wanted. */
	WALLET_READY("WalletReady"),
	/** A call without the key was refused by the running agent. */
	API_AUTH_ENFORCED("ApiAuthEnforced"),
	/**
	 * What was rendered is inside the allow-list and the runtime shows nothing beyond.
	 */
	TOOLSETS_RESTRICTED("ToolsetsRestricted"),
	/** All of the above. */
	READY("Ready");

	private final String wire;

	AgentCondition(String wire) {
		this.wire = wire;
	}

	/**
	 * The condition's {@code type}.
	 * @return the wire form
	 */
	public String wire() {
		return this.wire;
	}

}
