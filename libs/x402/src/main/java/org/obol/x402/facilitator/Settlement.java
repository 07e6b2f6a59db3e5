package org.obol.x402.facilitator;

import org.jspecify.annotations.Nullable;
import org.obol.x402.AtomicAmount;
import org.obol.x402.ErrorReason;

/**
 * What became of a payment.
 */
public sealed interface Settlement {

	/**
	 * The money moved.
	 *
	 * @param transaction the transaction's hash; empty when {@code upto} settled nothing
	 * @param payer who paid
	 * @param amount atomic units that moved, if the facilitator said
	 */
	record Settled(String transaction, String payer, @Nullable AtomicAmount amount) implements Settlement {
	}

	/**
	 * The money did not move, and this attempt won't move it any more.
	 *
	 * @param reason why
	 * @param detail a sentence for logs; may hold internal text, never for buyers
	 * @param transaction the hash of a transaction that failed, if there was one
	 */
	record Failed(ErrorReason reason, @Nullable String detail, @Nullable String transaction) implements Settlement {
	}

	/**
	 * The money may have moved, or may yet move: the answer got lost, or the transaction
	 * isn't mined. Never tell the buyer to pay again; ask the chain.
	 *
	 * @param reason what went wrong
	 * @param detail a sentence for logs, never for buyers
	 * @param transaction the transaction's hash, if known
	 */
	record Unknown(ErrorReason reason, @Nullable String detail, @Nullable String transaction) implements Settlement {
	}

}
