package org.obol.x402.evm;

import java.util.Arrays;
import java.util.Optional;

/**
 * Checks signatures of ordinary accounts. Smart wallets check their own, on the chain.
 */
public final class Signatures {

	private Signatures() {
	}

	/**
	 * Who signed.
	 * @param digest 32 bytes
	 * @param signature 0x and hex
	 * @return the checksummed address; empty when these aren't the 65 bytes of a
	 * signature with a low s, or no key made it
	 */
	public static Optional<String> signer(byte[] digest, String signature) {
		return EcdsaSignature.parse(signature)
			.flatMap((parsed) -> Secp256k1.fastest().recover(digest, parsed))
			.map(EvmAddress::ofPublicKey);
	}

	/**
	 * Whether an address signed.
	 * @param digest 32 bytes
	 * @param signature 0x and hex
	 * @param address the claimed signer
	 * @return true when it did
	 */
	public static boolean isBy(byte[] digest, String signature, String address) {
		byte[] expected = EvmAddress.bytes(address);
		return EcdsaSignature.parse(signature)
			.flatMap((parsed) -> Secp256k1.fastest().recover(digest, parsed))
			.filter((key) -> Arrays.equals(EvmAddress.bytesOfPublicKey(key), expected))
			.isPresent();
	}

}
