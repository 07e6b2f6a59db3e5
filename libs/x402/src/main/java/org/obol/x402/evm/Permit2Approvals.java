package org.obol.x402.evm;

import java.math.BigInteger;

import org.obol.x402.AtomicAmount;
import org.obol.x402.Network;

/**
 * What a buyer has to know from the chain before it pays through Permit2.
 */
public interface Permit2Approvals {

	/**
	 * How much of an owner's tokens Permit2 may move.
	 * @param network the chain
	 * @param token the token
	 * @param owner the buyer
	 * @return atomic units
	 */
	AtomicAmount allowance(Network network, String token, String owner);

	/**
	 * The owner's next EIP-2612 permit nonce in the token.
	 * @param network the chain
	 * @param token the token
	 * @param owner the buyer
	 * @return the nonce
	 * @throws IllegalArgumentException when the token has no permits
	 */
	BigInteger permitNonce(Network network, String token, String owner);

}
