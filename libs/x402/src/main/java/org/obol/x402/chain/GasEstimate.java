package org.obol.x402.chain;

import java.math.BigInteger;

/**
 * How much gas a transaction would need.
 */
sealed interface GasEstimate {

	record Needs(BigInteger gas) implements GasEstimate {
	}

	record Reverts(String message) implements GasEstimate {
	}

}
