package org.obol.x402.chain;

import java.math.BigInteger;

/**
 * What a transaction offers for gas (EIP-1559), in wei per unit of gas.
 *
 * @param tip to the block's producer
 * @param max at most, tip included
 */
record Fees(BigInteger tip, BigInteger max) {

	/** Nodes take a replacement only for at least a tenth more; an eighth is usual. */
	private static final BigInteger BUMP_NUMERATOR = BigInteger.valueOf(9);

	private static final BigInteger BUMP_DENOMINATOR = BigInteger.valueOf(8);

	/** Twice the base fee stays enough for six full blocks in a row. */
	static Fees over(BigInteger baseFee, BigInteger tip) {
		return new Fees(tip, baseFee.shiftLeft(1).add(tip));
	}

	Fees bumped() {
		return new Fees(bump(this.tip), bump(this.max));
	}

	Fees atLeast(Fees other) {
		return new Fees(this.tip.max(other.tip), this.max.max(other.max));
	}

	private static BigInteger bump(BigInteger fee) {
		return fee.multiply(BUMP_NUMERATOR).divide(BUMP_DENOMINATOR).add(BigInteger.ONE);
	}

}
