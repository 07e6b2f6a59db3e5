package org.obol.x402.evm;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Writes values as the 32-byte words that typed-data hashes are made of.
 */
final class AbiWords {

	private static final int WORD = 32;

	private final byte[] words;

	private int position;

	AbiWords(int count) {
		this.words = new byte[count * WORD];
	}

	AbiWords bytes32(byte[] value) {
		System.arraycopy(value, 0, this.words, this.position, WORD);
		this.position += WORD;
		return this;
	}

	AbiWords bytes32(String hex) {
		return bytes32(HexFormat.of().parseHex(hex, 2, hex.length()));
	}

	AbiWords address(String address) {
		return right(EvmAddress.bytes(address), 0);
	}

	AbiWords uint(BigInteger value) {
		byte[] bytes = value.toByteArray();
		return right(bytes, (bytes[0] == 0 && bytes.length > 1) ? 1 : 0);
	}

	AbiWords uint(long value) {
		return uint(BigInteger.valueOf(value));
	}

	byte[] hash() {
		return Keccak
			.hash((this.position == this.words.length) ? this.words : Arrays.copyOf(this.words, this.position));
	}

	private AbiWords right(byte[] value, int from) {
		int length = value.length - from;
		System.arraycopy(value, from, this.words, this.position + WORD - length, length);
		this.position += WORD;
		return this;
	}

}
