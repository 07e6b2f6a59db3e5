package org.obol.x402.chain;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A signature of a smart wallet that may not exist yet, wrapped together with the call
 * that makes it exist (ERC-6492): {@code (factory, calldata, signature)} and a magic
 * suffix.
 *
 * @param deployment the call to the factory
 * @param signature what the wallet itself will accept, 0x and hex
 */
public record CounterfactualSignature(ContractCall deployment, String signature) {

	private static final String MAGIC = "6492".repeat(16);

	private static final int WORD = 32;

	private static final int HEAD = 3 * WORD;

	private static final int ADDRESS_AT = 12;

	/**
	 * Takes the wrapping off.
	 * @param signature 0x and hex
	 * @return the parts, or empty when it isn't wrapped, or not as it should be
	 */
	public static Optional<CounterfactualSignature> unwrap(String signature) {
		if (!signature.endsWith(MAGIC)) {
			return Optional.empty();
		}
		byte[] wrapped = HexFormat.of().parseHex(signature, 2, signature.length() - MAGIC.length());
		if (wrapped.length < HEAD) {
			return Optional.empty();
		}
		HexFormat hex = HexFormat.of();
		String factory = "0x" + hex.formatHex(wrapped, ADDRESS_AT, WORD);
		return bytesAt(wrapped, WORD).flatMap((calldata) -> bytesAt(wrapped, 2 * WORD)
			.map((inner) -> new CounterfactualSignature(new ContractCall(factory, "0x" + hex.formatHex(calldata)),
					"0x" + hex.formatHex(inner))));
	}

	/** The byte string whose offset stands at a position. */
	private static Optional<byte[]> bytesAt(byte[] encoded, int position) {
		return number(encoded, position)
			.flatMap((offset) -> number(encoded, offset).filter((length) -> length <= encoded.length - offset - WORD)
				.map((length) -> Arrays.copyOfRange(encoded, offset + WORD, offset + WORD + length)));
	}

	/** A number that could be a position in these bytes. */
	private static Optional<Integer> number(byte[] encoded, int position) {
		if (position > encoded.length - WORD) {
			return Optional.empty();
		}
		BigInteger value = new BigInteger(1, encoded, position, WORD);
		return (value.compareTo(BigInteger.valueOf(encoded.length)) <= 0) ? Optional.of(value.intValue())
				: Optional.empty();
	}

}
