package org.obol.x402.facilitator;

import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.Supported;

/**
 * Checks payments and moves the money (x402, facilitator). Both questions always get an
 * answer: an expected no is a value here, and so is a facilitator that can't be reached.
 * Implementations are safe for use by many threads.
 */
public interface Facilitator {

	/**
	 * Could this payment be settled now? Moves nothing.
	 * @param payment what the buyer sent
	 * @param requirements the offer it is for, as the seller makes it now
	 * @return the verdict
	 */
	Verification verify(PaymentPayload payment, PaymentRequirements requirements);

	/**
	 * Moves the money. Blocks until the chain has decided, or the facilitator's timeout.
	 * Asking again for the same payment is safe: the chain refuses a second transfer.
	 * @param payment what the buyer sent
	 * @param requirements the offer it is for; for {@code upto} with the amount to be
	 * settled
	 * @return what became of it
	 */
	Settlement settle(PaymentPayload payment, PaymentRequirements requirements);

	/**
	 * What it can verify and settle.
	 * @return its kinds
	 * @throws FacilitatorException when it can't be asked
	 */
	Supported supported();

}
