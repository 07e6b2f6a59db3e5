package org.obol.gateway.ledger;

/**
 * Where a payment is. The legal ways from one to the next are enforced by the database
 * (migration V4, {@code payment_guard}).
 */
public enum PaymentState {

	/** Nobody else can use the authorization; it is not checked yet. */
	RESERVED,
	/**
	 * The facilitator said that it could be settled. Seen of calls that run for a while.
	 */
	VERIFIED,
	/**
	 * There is an answer worth its price. Not written any more: SETTLING follows at once.
	 */
	EXECUTED,
	/** The facilitator was asked to move the money. */
	SETTLING,
	/** The money moved. Final. */
	SETTLED,
	/** Not charged, because nothing worth it was answered. May be sent again. */
	RELEASED,
	/** Not charged, because the payment is not good. May be sent again. */
	REJECTED,
	/** The money may have moved. Only the chain can tell. */
	UNKNOWN

}
