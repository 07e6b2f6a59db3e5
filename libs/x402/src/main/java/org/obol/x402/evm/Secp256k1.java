package org.obol.x402.evm;

import java.util.Optional;

/**
 * The curve arithmetic behind every signature, in two implementations that give the same
 * bytes: a native one and one in pure Java for machines it doesn't exist for.
 */
interface Secp256k1 {

	/**
	 * Signs deterministically (RFC 6979), with a low s.
	 * @param digest 32 bytes
	 * @param key 32 bytes
	 * @param publicKey the key's public key, 64 bytes
	 */
	EcdsaSignature sign(byte[] digest, byte[] key, byte[] publicKey);

	/**
	 * The public key that made a signature.
	 * @return 64 bytes, or empty when there is none
	 */
	Optional<byte[]> recover(byte[] digest, EcdsaSignature signature);

	/**
	 * The public key of a private key.
	 * @return 64 bytes
	 */
	byte[] publicKey(byte[] key);

	/** The faster one that works here. */
	static Secp256k1 fastest() {
		return Chosen.INSTANCE;
	}

	/**
	 * Decides once, on first use.
	 */
	final class Chosen {

		static final Secp256k1 INSTANCE = choose();

		private Chosen() {
		}

		private static Secp256k1 choose() {
			try {
				return new NativeSecp256k1();
			}
			catch (LinkageError | RuntimeException ex) {
				org.slf4j.LoggerFactory.getLogger(Secp256k1.class)
					.info("No native secp256k1 for this machine, signatures are checked in pure Java");
				return new JavaSecp256k1();
			}
		}

	}

}
