package org.obol.api;

/** Why a condition of a ServiceOffer has its status. */
public enum OfferReason {

	/** The type needs no model. */
	SKIPPED("Skipped"),
	/** The model is declared. */
	DECLARED("Declared"),
	/** An inference offer names no model. */
	MISSING_MODEL("MissingModel"),
	/** The referenced Agent is absent or not Ready. */
	WAITING_FOR_AGENT("WaitingForAgent"),
	/** The referenced Agent is in another namespace. */
	CROSS_NAMESPACE_AGENT("CrossNamespaceAgent"),
	/** The price, network or token can't be turned into payment requirements. */
	INVALID_PAYMENT("InvalidPayment"),
	/** The health path answered 2xx. */
	HEALTHY("Healthy"),
	/** The upstream Service does not exist. */
	MISSING_SERVICE("MissingService"),
	/** The health path did not answer 2xx. */
	UNHEALTHY("Unhealthy"),
	/** Nothing below can be observed before the upstream is healthy. */
	WAITING_FOR_UPSTREAM("WaitingForUpstream"),
	/** The gateway does not answer its readiness probe. */
	WAITING_FOR_GATEWAY("WaitingForGateway"),
	/** Nothing below can be observed before the gateway is ready. */
	WAITING_FOR_PAYMENT_GATE("WaitingForPaymentGate"),
	/** The gateway does not answer this offer's 402 yet. */
	WAITING_FOR_ROUTE("WaitingForRoute"),
	/** A child could not be applied. */
	APPLY_FAILED("ApplyFailed"),
	/** The seller paused the offer. */
	PAUSED("Paused"),
	/** The drain period is over. */
	DRAINED("Drained"),
	/** An older offer has the path. */
	PATH_CONFLICT("PathConflict"),
	/** The path belongs to the suite. */
	RESERVED_PATH("ReservedPath"),
	/** The offer does not ask for a registration. */
	DISABLED("Disabled"),
	/** The registration is on the chain. */
	REGISTERED("Registered"),
	/** The seller has not registered on the chain yet. */
	AWAITING_EXTERNAL_REGISTRATION("AwaitingExternalRegistration"),
	/** The registration has not been looked for yet. */
	PENDING("Pending"),
	/** Not everything above holds yet. */
	RECONCILING("Reconciling"),
	/** Everything above holds. */
	RECONCILED("Reconciled");

	private final String wire;

	OfferReason(String wire) {
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
