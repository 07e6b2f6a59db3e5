package org.obol.shell.chain;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Builds the data of a contract call: a selector, then arguments in words of 32 bytes
 * (Solidity's ABI).
 */
public final class Calldata {

	private static final int WORD = 32;

	private final String selector;

	private final StringBuilder head = new StringBuilder();

	private final StringBuilder tail = new StringBuilder();

	private final int arguments;

	private Calldata(String selector, int arguments) {
		this.selector = selector;
		this.arguments = arguments;
	}

	/**
	 * Starts a call.
	 * @param selector 0x and 8 hex digits
	 * @param arguments how many there will be
	 * @return the builder
	 */
	public static Calldata of(String selector, int arguments) {
		return new Calldata(selector, arguments);
	}

	/**
	 * Adds a number.
	 * @param number not negative
	 * @return this
	 */
	public Calldata number(BigInteger number) {
		this.head.append(Chain.word(number));
		return this;
	}

	/**
	 * Adds a text, or bytes that are one.
	 * @param text in UTF-8 on the chain
	 * @return this
	 */
	public Calldata text(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		this.head.append(Chain.word(BigInteger.valueOf((long) this.arguments * WORD + this.tail.length() / 2)));
		this.tail.append(Chain.word(BigInteger.valueOf(bytes.length))).append(HexFormat.of().formatHex(bytes));
		this.tail.append("00".repeat((WORD - bytes.length % WORD) % WORD));
		return this;
	}

	/**
	 * The finished data.
	 * @return 0x and hex digits
	 */
	public String hex() {
		return this.selector + this.head + this.tail;
	}

	/**
	 * Reads the one text that a call returned or an event carries.
	 * @param hex 0x and hex digits
	 * @return the text; empty if it is none
	 */
	public static String readText(String hex) {
		byte[] bytes = HexFormat.of().parseHex(hex, 2, hex.length());
		if (bytes.length < 2 * WORD) {
			return "";
		}
		int offset = new BigInteger(1, bytes, 0, WORD).intValueExact();
		int length = new BigInteger(1, bytes, offset, WORD).intValueExact();
		return new String(bytes, offset + WORD, length, StandardCharsets.UTF_8);
	}

}
