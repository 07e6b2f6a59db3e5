package org.obol.x402.chain;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.crypto.Hash;
import org.web3j.utils.Numeric;

/**
 * Calls and answers of contracts as hex.
 */
final class Abi {

	private static final int WORD_DIGITS = 64;

	private static final int ADDRESS_DIGITS = 40;

	private static final int SELECTOR_DIGITS = 8;

	private static final BigInteger MAX_UINT256 = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

	private Abi() {
	}

	// The library's own signature is raw.
	@SuppressWarnings("rawtypes")
	static String call(String function, Type... arguments) {
		return FunctionEncoder.encode(new Function(function, List.<Type>of(arguments), List.of()));
	}

	@SuppressWarnings("rawtypes")
	static String arguments(Type... arguments) {
		return FunctionEncoder.encodeConstructor(List.<Type>of(arguments));
	}

	/**
	 * A call whose last argument is a byte string, and all others are static.
	 * @param selector of the function
	 * @param words the static arguments, 64 hex digits each
	 * @param bytes the last argument, 0x and hex
	 */
	static String callWithBytes(String selector, String words, String bytes) {
		int length = (bytes.length() - 2) / 2;
		int offset = words.length() / 2 + WORD_DIGITS / 2;
		String padding = "0".repeat((WORD_DIGITS - (bytes.length() - 2) % WORD_DIGITS) % WORD_DIGITS);
		return selector + words + word(offset) + word(length) + bytes.substring(2) + padding;
	}

	/**
	 * How a function is named in a call.
	 * @param signature its name and the types of its arguments
	 * @return 0x and 8 hex digits
	 */
	static String selector(String signature) {
		return eventTopic(signature).substring(0, 2 + SELECTOR_DIGITS);
	}

	/** A number as a static argument. */
	static String word(BigInteger value) {
		return HexFormat.of().formatHex(Numeric.toBytesPadded(value, WORD_DIGITS / 2));
	}

	static String word(long value) {
		return word(BigInteger.valueOf(value));
	}

	/**
	 * 32 bytes as a static argument.
	 * @param hex 0x and hex
	 * @throws IllegalArgumentException when it is not 32 bytes
	 */
	static String word32(String hex) {
		byte[] bytes = HexFormat.of().parseHex(hex, 2, hex.length());
		if (bytes.length != WORD_DIGITS / 2) {
			throw new IllegalArgumentException("not 32 bytes: " + hex);
		}
		return HexFormat.of().formatHex(bytes);
	}

	/** An address as a static argument. */
	static String word(String address) {
		return topic(address).substring(2);
	}

	static String eventTopic(String signature) {
		return "0x" + HexFormat.of().formatHex(Hash.sha3(signature.getBytes(StandardCharsets.US_ASCII)));
	}

	static String topic(String address) {
		return "0x" + "0".repeat(WORD_DIGITS - ADDRESS_DIGITS) + address.substring(2).toLowerCase(Locale.ROOT);
	}

	static Address address(String address) {
		return new Address(address);
	}

	static Uint256 uint(BigInteger value) {
		return new Uint256(value);
	}

	static Bytes32 bytes32(String hex) {
		return new Bytes32(HexFormat.of().parseHex(hex, 2, hex.length()));
	}

	/** A number, or empty when the answer isn't exactly one word. */
	static Optional<BigInteger> number(CallResult result) {
		return word(result).map((hex) -> new BigInteger(hex, 16)).filter((value) -> value.compareTo(MAX_UINT256) <= 0);
	}

	static Optional<String> word(CallResult result) {
		return (result instanceof CallResult.Returned(String data) && data.length() == 2 + WORD_DIGITS)
				? Optional.of(data.substring(2)) : Optional.empty();
	}

	/** A string, or empty when the answer doesn't hold one. */
	static Optional<String> text(CallResult result) {
		if (!(result instanceof CallResult.Returned(String data)) || data.length() < 2 + 2 * WORD_DIGITS) {
			return Optional.empty();
		}
		BigInteger length = new BigInteger(data.substring(2 + WORD_DIGITS, 2 + 2 * WORD_DIGITS), 16);
		int start = 2 + 2 * WORD_DIGITS;
		if (length.compareTo(BigInteger.valueOf((data.length() - start) / 2)) > 0) {
			return Optional.empty();
		}
		byte[] bytes = HexFormat.of().parseHex(data, start, start + 2 * length.intValue());
		return Optional.of(new String(bytes, StandardCharsets.UTF_8));
	}

}
