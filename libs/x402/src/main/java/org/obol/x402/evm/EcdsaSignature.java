package org.obol.x402.evm;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A signature of an ordinary account in the one form that tokens accept: r, s and v in 65
 * bytes, with s in the lower half of the curve's order. The mirrored form with a high s
 * is refused, as the token refuses it.
 *
 * @param rs 32 bytes r, 32 bytes s
 * @param recoveryId 0 or 1, which is v less 27
 */
record EcdsaSignature(byte[] rs, int recoveryId) {

	private static final int RS_LENGTH = 64;

	private static final int V_OFFSET = 27;

	private static final BigInteger HALF_ORDER = new BigInteger(
			"7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0", 16);

	static Optional<EcdsaSignature> parse(String hex) {
		if (hex.length() != 2 + 2 * (RS_LENGTH + 1)) {
			return Optional.empty();
		}
		byte[] bytes = HexFormat.of().parseHex(hex, 2, hex.length());
		int v = bytes[RS_LENGTH] & 0xff;
		int recoveryId = (v >= V_OFFSET) ? v - V_OFFSET : v;
		BigInteger s = new BigInteger(1, bytes, RS_LENGTH / 2, RS_LENGTH / 2);
		if (recoveryId > 1 || s.signum() == 0 || s.compareTo(HALF_ORDER) > 0) {
			return Optional.empty();
		}
		return Optional.of(new EcdsaSignature(Arrays.copyOf(bytes, RS_LENGTH), recoveryId));
	}

	String hex() {
		return "0x" + HexFormat.of().formatHex(this.rs)
				+ HexFormat.of().toHexDigits((byte) (this.recoveryId + V_OFFSET));
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof EcdsaSignature signature && this.recoveryId == signature.recoveryId
				&& Arrays.equals(this.rs, signature.rs);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.rs);
	}

	@Override
	public String toString() {
		return "EcdsaSignature";
	}

}
