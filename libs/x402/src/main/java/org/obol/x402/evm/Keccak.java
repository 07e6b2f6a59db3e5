package org.obol.x402.evm;

import org.bouncycastle.crypto.digests.KeccakDigest;

/**
 * The hash of the EVM.
 */
final class Keccak {

	static final int LENGTH = 32;

	private static final int BITS = 256;

	private Keccak() {
	}

	static byte[] hash(byte[] input) {
		KeccakDigest digest = new KeccakDigest(BITS);
		digest.update(input, 0, input.length);
		byte[] hash = new byte[LENGTH];
		digest.doFinal(hash, 0);
		return hash;
	}

}
