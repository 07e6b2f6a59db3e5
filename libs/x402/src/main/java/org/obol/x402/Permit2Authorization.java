package org.obol.x402;

import java.math.BigInteger;

import org.jspecify.annotations.Nullable;

/**
 * A transfer through the Permit2 contract that the payer signed, with a witness that ties
 * it to its receiver (Permit2, PermitWitnessTransferFrom; x402 exact and upto on EVM).
 *
 * @param from the payer's address
 * @param token the token's address
 * @param amount atomic units; for {@code upto} the maximum
 * @param spender the x402 proxy contract
 * @param nonce unordered Permit2 nonce, 256 bits
 * @param deadline unix seconds
 * @param witness whom the money may go to
 */
public record Permit2Authorization(String from, String token, AtomicAmount amount, String spender, BigInteger nonce,
		BigInteger deadline, Witness witness) {

	/**
	 * The part that binds the permit to a sale.
	 *
	 * @param to the receiver's address
	 * @param facilitator the only one who may settle; {@code upto} only
	 * @param validAfter unix seconds
	 */
	public record Witness(String to, @Nullable String facilitator, BigInteger validAfter) {
	}

}
