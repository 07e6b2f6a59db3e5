package org.obol.x402.facilitator;

import org.jspecify.annotations.Nullable;
import org.obol.x402.ErrorReason;

/**
 * What a facilitator says about a payment before it is settled.
 */
public sealed interface Verification {

	/**
	 * The payment could be settled now.
	 *
	 * @param payer who signed
	 */
	record Valid(String payer) implements Verification {
	}

	/**
	 * The payment can't be settled as it is.
	 *
	 * @param reason why
	 * @param detail a sentence for logs; may hold internal text, never for buyers
	 * @param payer who claims to have signed, if known
	 */
	record Invalid(ErrorReason reason, @Nullable String detail, @Nullable String payer) implements Verification {
	}

	/**
	 * Nobody could tell: the facilitator or the chain didn't answer. Says nothing about
	 * the payment.
	 *
	 * @param reason what went wrong
	 * @param detail a sentence for logs, never for buyers
	 */
	record Unavailable(ErrorReason reason, String detail) implements Verification {
	}

}
