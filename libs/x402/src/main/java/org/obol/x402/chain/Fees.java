package org.obol.x402.chain;

import java.math.BigInteger;

import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.response.EthBlock;

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

	/** What is enough now; chains without a base fee have a price. */
	static Fees now(Web3j web3j) {
		EthBlock.Block latest = Answers.proper(web3j.ethGetBlockByNumber(DefaultBlockParameterName.LATEST, false))
			.getBlock();
		BigInteger base = (latest.getBaseFeePerGasRaw() != null) ? latest.getBaseFeePerGas()
				: Answers.proper(web3j.ethGasPrice()).getGasPrice();
		return over(base, Answers.proper(web3j.ethMaxPriorityFeePerGas()).getMaxPriorityFeePerGas());
	}

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
