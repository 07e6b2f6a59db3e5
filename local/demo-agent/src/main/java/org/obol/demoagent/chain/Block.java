package org.obol.demoagent.chain;

import java.math.BigInteger;
import java.time.Instant;

/**
 * A block's header, as far as anybody asks for it.
 *
 * @param number the block's number
 * @param hash the block's hash
 * @param time when it was made
 * @param transactions how many transactions it holds
 * @param gasUsed the gas they used
 * @param gasLimit the gas they could have used
 * @param baseFeePerGas the base fee in wei, zero on a chain without one
 */
public record Block(long number, String hash, Instant time, int transactions, long gasUsed, long gasLimit,
		BigInteger baseFeePerGas) {
}
