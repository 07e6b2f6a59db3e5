package org.obol.api;

/** Why a condition of an Agent has its status. */
public enum AgentReason {

	/** The shape checks passed. */
	SPEC_VALID("SpecValid"),
	/** The runtime is none that this controller knows. */
	UNSUPPORTED_RUNTIME("UnsupportedRuntime"),
	/** An entry in skills is blank or malformed. */
	INVALID_SKILL_ENTRY("InvalidSkillEntry"),
	/** A named skill is not in the library. */
	UNKNOWN_SKILL("UnknownSkill"),
	/** A toolset that lets buyers run code is asked for without acceptRisk. */
	RISK_NOT_ACCEPTED("RiskNotAccepted"),
	/** A named MCP server can't be used, or would switch on something else. */
	INVALID_MCP_SERVER("InvalidMcpServer"),
	/** The namespace or a child is owned by somebody else. */
	NOT_OURS("NotOurs"),
	/** Every named skill is mounted. */
	SKILLS_MOUNTED("SkillsMounted"),
	/** The model is pinned. */
	MODEL_PINNED("ModelPinned"),
	/** No model is named, none was pinned before and none can be had. */
	MODEL_UNPINNED("ModelUnpinned"),
	/** The pinned model is not at the endpoint any more. */
	MODEL_NOT_FOUND("NotFound"),
	/** The model endpoint did not answer. */
	MODEL_ENDPOINT_UNREACHABLE("EndpointUnreachable"),
	/** A child could not be applied. */
	PROVISION_ERROR("ProvisionError"),
	/** The Deployment has no ready replica yet. */
	WAITING_FOR_DEPLOYMENT("WaitingForDeployment"),
	/** The Deployment has a ready replica. */
	PROVISIONED("Provisioned"),
	/** No wallet is wanted. */
	WALLET_NOT_REQUESTED("NotRequested"),
	/** The keystore or the signer could not be applied. */
	WALLET_ERROR("WalletError"),
	/** The signer does not list the address yet. */
	WAITING_FOR_WALLET("WaitingForWallet"),
	/** The signer lists the address. */
	SIGNER_ANSWERS("SignerAnswers"),
	/** A call without the key was refused. */
	KEY_ENFORCED("KeyEnforced"),
	/** A call without the key was served. */
	KEY_NOT_ENFORCED("KeyNotEnforced"),
	/** The agent could not be asked. */
	NOT_PROBED("NotProbed"),
	/** The runtime shows nothing beyond the allow-list. */
	TOOLSETS_AS_RENDERED("AsRendered"),
	/** The runtime shows a toolset that was not rendered. */
	UNEXPECTED_TOOLSET("UnexpectedToolset"),
	/** Everything above holds. */
	RECONCILED("Reconciled");

	private final String wire;

	AgentReason(String wire) {
		this.wire = wire;
	}

	/**
	 * The condition's {@code reason}.
	 * @return the wire form
	 */
	public String wire() {
		return this.wire;
	}

}
