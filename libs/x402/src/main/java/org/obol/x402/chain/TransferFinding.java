package org.obol.x402.chain;

/**
 * What the chain says about a payment that was signed.
 */
public sealed interface TransferFinding {

	/**
	 * The money arrived.
	 *
	 * @param transaction the transaction that moved it
	 */
	record Paid(String transaction) implements TransferFinding {
	}

	/**
	 * Not used so far. A transaction may still be on its way until the signature expires.
	 */
	record Unused() implements TransferFinding {
	}

	/**
	 * Used or cancelled, without the money arriving where it should.
	 */
	record UsedElsewhere() implements TransferFinding {
	}

	/**
	 * Used, but the transaction isn't in the blocks that were searched.
	 */
	record UsedUnseen() implements TransferFinding {
	}

}
