package org.obol.x402;

import java.util.Locale;

/**
 * What makes two payments the same payment: the chain refuses the second of any two with
 * equal ids. Addresses and nonce are lower-cased; signature bytes are no part of it,
 * because a signature can be re-encoded, mirrored or wrapped and still be good.
 *
 * @param network the chain
 * @param asset the token's address
 * @param payer who signed
 * @param nonce EIP-3009: 0x and 64 hex digits; Permit2: {@code permit2:} and the decimal
 * nonce, which is unique per payer whatever the token
 */
public record PaymentId(Network network, String asset, String payer, String nonce) {

	public PaymentId {
		asset = asset.toLowerCase(Locale.ROOT);
		payer = payer.toLowerCase(Locale.ROOT);
		nonce = nonce.toLowerCase(Locale.ROOT);
	}

	@Override
	public String toString() {
		return this.network + "/" + this.asset + "/" + this.payer + "/" + this.nonce;
	}

}
