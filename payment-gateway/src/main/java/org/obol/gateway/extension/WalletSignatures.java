package org.obol.gateway.extension;

import org.obol.x402.Network;

/** Asks wallets that are contracts about signatures, on their chain. */
public interface WalletSignatures {

	/**
	 * Whether a wallet accepts a signature as its own (EIP-1271), or will once it is
	 * deployed (ERC-6492).
	 * @param network the wallet's chain
	 * @param wallet its address
	 * @param digest what was signed, 32 bytes
	 * @param signature 0x and hex, in the wallet's own form
	 * @return true when it does; false also when it is no contract and will be none, or
	 * nobody can be asked
	 */
	boolean accept(Network network, String wallet, byte[] digest, String signature);

}
