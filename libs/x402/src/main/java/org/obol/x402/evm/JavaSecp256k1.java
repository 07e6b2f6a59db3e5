package org.obol.x402.evm;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.web3j.crypto.ECDSASignature;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Sign;
import org.web3j.utils.Numeric;

/**
 * BouncyCastle, through web3j: works on every machine.
 */
final class JavaSecp256k1 implements Secp256k1 {

	private static final int HALF = 32;

	private static final int PUBLIC_KEY = 64;

	@Override
	public EcdsaSignature sign(byte[] digest, byte[] key, byte[] publicKey) {
		BigInteger expected = new BigInteger(1, publicKey);
		ECDSASignature made = new ECKeyPair(new BigInteger(1, key), expected).sign(digest);
		byte[] rs = new byte[2 * HALF];
		System.arraycopy(Numeric.toBytesPadded(made.r, HALF), 0, rs, 0, HALF);
		System.arraycopy(Numeric.toBytesPadded(made.s, HALF), 0, rs, HALF, HALF);
		for (int recoveryId = 0; recoveryId <= 1; recoveryId++) {
			if (expected.equals(recover(recoveryId, made, digest))) {
				return new EcdsaSignature(rs, recoveryId);
			}
		}
		throw new IllegalStateException("no recovery id fits a fresh signature");
	}

	@Override
	public Optional<byte[]> recover(byte[] digest, EcdsaSignature signature) {
		byte[] rs = signature.rs();
		ECDSASignature parts = new ECDSASignature(new BigInteger(1, Arrays.copyOf(rs, HALF)),
				new BigInteger(1, rs, HALF, HALF));
		BigInteger key = recover(signature.recoveryId(), parts, digest);
		return (key != null) ? Optional.of(Numeric.toBytesPadded(key, PUBLIC_KEY)) : Optional.empty();
	}

	@Override
	public byte[] publicKey(byte[] key) {
		return Numeric.toBytesPadded(ECKeyPair.create(key).getPublicKey(), PUBLIC_KEY);
	}

	private static @Nullable BigInteger recover(int recoveryId, ECDSASignature signature, byte[] digest) {
		try {
			return Sign.recoverFromSignature(recoveryId, signature, digest);
		}
		catch (IllegalArgumentException ex) {
			// r isn't the abscissa of a point on the curve.
			return null;
		}
	}

}
