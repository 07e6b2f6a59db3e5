package org.obol.api;

/** The condition types of a ServiceOffer, in pipeline order. */
public enum OfferCondition {

	/** The model is declared, or the type needs none. */
	MODEL_READY("ModelReady"),
	/** The upstream answered its health path with 2xx. */
	UPSTREAM_HEALTHY("UpstreamHealthy"),
	/** The gateway is reachable and ready. */
	PAYMENT_GATE_READY("PaymentGateReady"),
	/** An unpaid probe through the gateway returned this offer's 402. */
	ROUTE_PUBLISHED("RoutePublished"),
	/** The on-chain registration is found, or not wanted. */
	REGISTERED("Registered"),
	/** All of the above. */
	READY("Ready");

	private final String wire;

	OfferCondition(String wire) {
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
