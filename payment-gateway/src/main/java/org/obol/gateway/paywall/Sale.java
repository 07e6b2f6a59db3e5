package org.obol.gateway.paywall;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.obol.gateway.ledger.Claim;
import org.obol.gateway.upstream.PreparedRequest;
import org.obol.x402.AtomicAmount;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequirements;

/**
 * A call and its payment, after everything was checked that costs nothing.
 *
 * @param call what came
 * @param payment the decoded payment
 * @param offer the seller's own terms that it is for
 * @param claim what the ledger needs of it
 * @param request what will be sent on
 * @param identifier the buyer's name for the purchase; absent for none
 * @param time how long the call may take, so that settling still fits in
 * @param confirmation what goes into the receipt besides, by the transaction's hash
 */
record Sale(PaidCall call, PaymentPayload payment, PaymentRequirements offer, Claim claim,
		PreparedRequest.Ready request, @Nullable String identifier, Duration time,
		Function<String, Map<String, Object>> confirmation) {

	/** Whether the signed amount is the most that may be charged. */
	boolean isMetered() {
		return PaymentRequirements.UPTO.equals(this.offer.scheme());
	}

	/**
	 * When the payment was signed, if its buyer gave it the time that the offer asks for.
	 */
	Instant signedAt() {
		return this.claim.validBefore().minusSeconds(this.offer.maxTimeoutSeconds());
	}

	/** The same sale once it is known what it costs; absent for all that was signed. */
	Sale charging(@Nullable AtomicAmount charge) {
		return (charge == null) ? this : new Sale(this.call, this.payment, this.offer.withAmount(charge),
				this.claim.charging(charge), this.request, this.identifier, this.time, this.confirmation);
	}

}
