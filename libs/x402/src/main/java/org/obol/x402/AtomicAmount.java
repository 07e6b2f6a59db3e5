package org.obol.x402;

import java.math.BigInteger;

/**
 * An amount of a token in its smallest unit, as contracts and the wire count it: an
 * unsigned 256-bit integer. One USDC is 1,000,000 of these, one OBOL 10^18.
 *
 * @param value the number of atomic units, 0 to 2^256 - 1
 */
public record AtomicAmount(BigInteger value) implements Comparable<AtomicAmount> {

	/** No money at all. */
	public static final AtomicAmount ZERO = new AtomicAmount(BigInteger.ZERO);

	private static final int MAX_BITS = 256;

	private static final int MAX_DIGITS = 78;

	public AtomicAmount {
		if (value.signum() < 0 || value.bitLength() > MAX_BITS) {
			throw new IllegalArgumentException("atomic amount " + value + " is not between 0 and 2^256-1");
		}
	}

	/**
	 * Reads the wire form: decimal digits only. Signs, leading zeros, exponents, hex and
	 * blanks are refused, because other implementations read them differently.
	 * @param text the amount in atomic units
	 * @return the amount
	 * @throws IllegalArgumentException when the text is anything else
	 */
	public static AtomicAmount parse(String text) {
		if (!isDecimal(text)) {
			throw new IllegalArgumentException("not a decimal string of atomic units");
		}
		return new AtomicAmount(new BigInteger(text));
	}

	private static boolean isDecimal(String text) {
		int length = text.length();
		boolean decimal = length > 0 && length <= MAX_DIGITS && (length == 1 || text.charAt(0) != '0');
		for (int i = 0; decimal && i < length; i++) {
			decimal = text.charAt(i) >= '0' && text.charAt(i) <= '9';
		}
		return decimal;
	}

	/**
	 * An amount from a small number of atomic units.
	 * @param units atomic units, not negative
	 * @return the amount
	 */
	public static AtomicAmount of(long units) {
		return new AtomicAmount(BigInteger.valueOf(units));
	}

	/**
	 * Whether this is no money at all.
	 * @return true for 0
	 */
	public boolean isZero() {
		return this.value.signum() == 0;
	}

	@Override
	public int compareTo(AtomicAmount other) {
		return this.value.compareTo(other.value);
	}

	/**
	 * The wire form.
	 * @return decimal digits
	 */
	@Override
	public String toString() {
		return this.value.toString();
	}

}
