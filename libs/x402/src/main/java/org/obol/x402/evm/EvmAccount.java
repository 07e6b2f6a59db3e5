package org.obol.x402.evm;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A private key and the address that belongs to it. The key never leaves it: not in
 * {@code toString}, not in an exception.
 */
public final class EvmAccount {

	private static final Pattern KEY = Pattern.compile("(0x)?[0-9a-fA-F]{64}");

	private static final int KEY_DIGITS = 64;

	private static final int COORDINATE = 32;

	private static final BigInteger ORDER = new BigInteger(
			"fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

	private final byte[] key;

	private final byte[] publicKey;

	private final String address;

	private EvmAccount(byte[] key) {
		this.key = key;
		this.publicKey = Secp256k1.fastest().publicKey(key);
		this.address = EvmAddress.ofPublicKey(this.publicKey);
	}

	/**
	 * The account of a private key.
	 * @param hex 64 hex digits, with or without 0x
	 * @return the account
	 * @throws IllegalArgumentException when it is no key; the message doesn't repeat it
	 */
	public static EvmAccount ofPrivateKey(String hex) {
		if (!KEY.matcher(hex).matches()) {
			throw new IllegalArgumentException("a private key is 64 hex digits, with or without 0x");
		}
		byte[] key = HexFormat.of().parseHex(hex, hex.length() - KEY_DIGITS, hex.length());
		BigInteger number = new BigInteger(1, key);
		if (number.signum() == 0 || number.compareTo(ORDER) >= 0) {
			throw new IllegalArgumentException("these 64 hex digits aren't a key of the curve");
		}
		return new EvmAccount(key);
	}

	/**
	 * The account's address.
	 * @return checksummed
	 */
	public String address() {
		return this.address;
	}

	/**
	 * The public key in its short form.
	 * @return 33 bytes: whether y is odd, and x
	 */
	public byte[] compressedPublicKey() {
		int start = this.publicKey.length - 2 * COORDINATE;
		byte[] compressed = new byte[1 + COORDINATE];
		boolean odd = (this.publicKey[this.publicKey.length - 1] & 1) == 1;
		compressed[0] = (byte) (odd ? 3 : 2);
		System.arraycopy(this.publicKey, start, compressed, 1, COORDINATE);
		return compressed;
	}

	/**
	 * Signs a digest.
	 * @param digest 32 bytes
	 * @return 0x and 65 bytes in hex: r, s, v (27 or 28)
	 */
	public String sign(byte[] digest) {
		return Secp256k1.fastest().sign(digest, this.key, this.publicKey).hex();
	}

	@Override
	public String toString() {
		return this.address;
	}

}
