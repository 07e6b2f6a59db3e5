package org.obol.x402;

import java.math.BigInteger;
import java.time.Instant;

/**
 * A transfer that the payer signed for one token (EIP-3009, TransferWithAuthorization).
 *
 * @param from the payer's address
 * @param to the receiver's address
 * @param value atomic units of the token
 * @param validAfter unix seconds; the transfer must happen later than this
 * @param validBefore unix seconds; the transfer must happen earlier than this
 * @param nonce 0x and 64 hex digits, chosen at random by the payer
 */
public record Authorization(String from, String to, AtomicAmount value, BigInteger validAfter, BigInteger validBefore,
		String nonce) {

	/**
	 * Whether the window still has room.
	 * @param until the moment at which the transfer will be on the chain at the latest
	 * @return true when the authorization is valid then
	 */
	public boolean isValidUntil(Instant until) {
		return this.validBefore.compareTo(BigInteger.valueOf(until.getEpochSecond())) > 0;
	}

}
