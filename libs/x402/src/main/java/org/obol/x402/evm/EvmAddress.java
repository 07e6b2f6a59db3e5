package org.obol.x402.evm;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Addresses of accounts and contracts on EVM chains.
 */
public final class EvmAddress {

	private static final Pattern FORM = Pattern.compile("0x[0-9a-fA-F]{40}");

	private static final int LENGTH = 20;

	private EvmAddress() {
	}

	/**
	 * Whether a text is an address: 0x and 40 hex digits, and, when it mixes cases, the
	 * checksum of EIP-55. A wrong checksum is a typing mistake that would cost money.
	 * @param text anything
	 * @return true for an address
	 */
	public static boolean isValid(String text) {
		if (!FORM.matcher(text).matches()) {
			return false;
		}
		String digits = text.substring(2);
		return digits.equals(digits.toLowerCase(Locale.ROOT)) || digits.equals(digits.toUpperCase(Locale.ROOT))
				|| text.equals(checksummed(text));
	}

	/**
	 * The address in the mixed case of EIP-55.
	 * @param address 0x and 40 hex digits
	 * @return the same address, spelled as explorers and SDKs spell it
	 */
	public static String checksummed(String address) {
		String digits = address.substring(2).toLowerCase(Locale.ROOT);
		String hash = HexFormat.of().formatHex(Keccak.hash(digits.getBytes(StandardCharsets.US_ASCII)));
		StringBuilder result = new StringBuilder("0x");
		for (int i = 0; i < digits.length(); i++) {
			char digit = digits.charAt(i);
			result.append((hash.charAt(i) >= '8') ? Character.toUpperCase(digit) : digit);
		}
		return result.toString();
	}

	/**
	 * The 20 bytes of an address.
	 * @param address 0x and 40 hex digits
	 * @return its bytes
	 * @throws IllegalArgumentException when it isn't one
	 */
	public static byte[] bytes(String address) {
		if (!FORM.matcher(address).matches()) {
			throw new IllegalArgumentException("not an address: 0x and 40 hex digits");
		}
		return HexFormat.of().parseHex(address, 2, 2 + 2 * LENGTH);
	}

	static byte[] bytesOfPublicKey(byte[] publicKey) {
		return Arrays.copyOfRange(Keccak.hash(publicKey), Keccak.LENGTH - LENGTH, Keccak.LENGTH);
	}

	static String ofPublicKey(byte[] publicKey) {
		return checksummed("0x" + HexFormat.of().formatHex(bytesOfPublicKey(publicKey)));
	}

}
