package org.obol.api;

/** Where an agent is on its way to being callable. */
public enum AgentPhase {

	/** Nobody has looked at it yet; never written, shown for an absent status. */
	PENDING("Pending"),
	/** Its children are applied but not all of them are up. */
	PROVISIONING("Provisioning"),
	/** It answers calls. */
	READY("Ready"),
	/** Its spec can't be provisioned; only a change of the spec helps. */
	FAILED("Failed");

	private final String wire;

	AgentPhase(String wire) {
		this.wire = wire;
	}

	/**
	 * The word in {@code status.phase}.
	 * @return the wire form
	 */
	public String wire() {
		return this.wire;
	}

}
