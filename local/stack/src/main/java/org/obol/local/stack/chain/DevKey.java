package org.obol.local.stack.chain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.jcajce.provider.digest.Keccak;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

import org.obol.local.stack.data.DataDirectory;

/**
 * The key that pays the gas of settlements: made once per data directory, kept in a file
 * that only its owner may read.
 *
 * @param secret the private key, 32 bytes in hex with {@code 0x}
 * @param address the account it signs for
 */
public record DevKey(String secret, String address) {

	private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");

	/**
	 * Reads the key, making it first when there is none.
	 * @param file where it is kept
	 * @return the key
	 */
	public static DevKey in(Path file) {
		try {
			if (!Files.exists(file)) {
				DataDirectory.writePrivate(file, random() + "\n");
			}
			return of(Files.readString(file).strip());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Derives the account of a key.
	 * @param secret 32 bytes in hex, with or without {@code 0x}
	 * @return the key with its account
	 * @throws IllegalArgumentException if that is no private key; the message does not
	 * repeat it
	 */
	public static DevKey of(String secret) {
		String hex = secret.startsWith("0x") ? secret.substring(2) : secret;
		if (!hex.matches("[0-9a-fA-F]{64}")) {
			throw new IllegalArgumentException("a private key is 32 bytes in hex");
		}
		BigInteger scalar = new BigInteger(hex, 16);
		if (scalar.signum() == 0 || scalar.compareTo(CURVE.getN()) >= 0) {
			throw new IllegalArgumentException("a private key lies between 1 and the order of secp256k1");
		}
		byte[] point = new FixedPointCombMultiplier().multiply(CURVE.getG(), scalar).normalize().getEncoded(false);
		byte[] hash = new Keccak.Digest256().digest(Arrays.copyOfRange(point, 1, point.length));
		return new DevKey("0x" + hex, "0x" + HexFormat.of().formatHex(hash, 12, 32));
	}

	private static String random() {
		byte[] bytes = new byte[32];
		SecureRandom random = new SecureRandom();
		do {
			random.nextBytes(bytes);
		}
		while (new BigInteger(1, bytes).signum() == 0 || new BigInteger(1, bytes).compareTo(CURVE.getN()) >= 0);
		return "0x" + HexFormat.of().formatHex(bytes);
	}

	/** Never shows the secret. */
	@Override
	public String toString() {
		return "DevKey[" + this.address + "]";
	}

}
