package org.obol.gateway.paywall;

import org.jspecify.annotations.Nullable;
import org.obol.gateway.ledger.Claim;
import org.obol.x402.Network;

/** Asks the chain what became of a payment whose settlement nobody saw the end of. */
public interface SettlementLookup {

	/**
	 * Looks for the transfer to the seller.
	 * @param claim the payment
	 * @param transaction the transaction that was sent for it, if known
	 * @return what the chain says
	 */
	Fate find(Claim claim, @Nullable String transaction);

	/**
	 * Whether it can be asked about payments on a chain.
	 * @param network the chain
	 * @return false when {@link #find} will never tell
	 */
	default boolean knows(Network network) {
		return true;
	}

	/** What the chain says of a payment. */
	sealed interface Fate {

		/**
		 * The money is with the seller.
		 *
		 * @param transaction the transaction's hash; empty when it could not be found
		 */
		record Moved(String transaction) implements Fate {

		}

		/** The authorization is not used, so the money has not moved yet. */
		record Unused() implements Fate {

		}

		/** The authorization is used up, but the seller got nothing for it. */
		record Lost() implements Fate {

		}

		/** The chain does not answer. */
		record Unclear() implements Fate {

		}

	}

}
