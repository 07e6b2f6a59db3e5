package org.obol.x402.evm;

import java.util.Arrays;
import java.util.Optional;

import fr.acinq.secp256k1.Secp256k1Exception;

/**
 * libsecp256k1, through ACINQ's JNI binding: four times as fast as pure Java.
 */
final class NativeSecp256k1 implements Secp256k1 {

	private static final int UNCOMPRESSED = 65;

	private final fr.acinq.secp256k1.Secp256k1 library = fr.acinq.secp256k1.Secp256k1.get();

	@Override
	public EcdsaSignature sign(byte[] digest, byte[] key, byte[] publicKey) {
		byte[] rs = this.library.sign(digest, key, null);
		for (int recoveryId = 0; recoveryId <= 1; recoveryId++) {
			EcdsaSignature signature = new EcdsaSignature(rs, recoveryId);
			if (recover(digest, signature).filter((found) -> Arrays.equals(found, publicKey)).isPresent()) {
				return signature;
			}
		}
		throw new IllegalStateException("no recovery id fits a fresh signature");
	}

	@Override
	public Optional<byte[]> recover(byte[] digest, EcdsaSignature signature) {
		try {
			return Optional
				.of(withoutPrefix(this.library.ecdsaRecover(signature.rs(), digest, signature.recoveryId())));
		}
		catch (Secp256k1Exception ex) {
			return Optional.empty();
		}
	}

	@Override
	public byte[] publicKey(byte[] key) {
		return withoutPrefix(this.library.pubkeyCreate(key));
	}

	private static byte[] withoutPrefix(byte[] uncompressed) {
		return Arrays.copyOfRange(uncompressed, 1, UNCOMPRESSED);
	}

}
