package org.obol.x402.evm;

import org.obol.x402.Authorization;

/**
 * Who pays by EIP-3009: an account whose key may be anywhere, for example with a remote
 * signer that signs typed data only.
 */
public interface Payer {

	/**
	 * The account that pays.
	 * @return checksummed
	 */
	String address();

	/**
	 * Signs a transfer.
	 * @param token the token's domain
	 * @param authorization the transfer
	 * @return 0x and 65 bytes in hex: r, s, v (27 or 28)
	 */
	String sign(Eip712Domain token, Authorization authorization);

	/**
	 * An account whose key is here.
	 * @param account the account
	 * @return the payer
	 */
	static Payer of(EvmAccount account) {
		return new Payer() {

			@Override
			public String address() {
				return account.address();
			}

			@Override
			public String sign(Eip712Domain token, Authorization authorization) {
				return account.sign(TypedData.digest(token, authorization));
			}

		};
	}

}
