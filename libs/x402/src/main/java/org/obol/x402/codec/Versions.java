package org.obol.x402.codec;

import org.obol.x402.X402Version;
import org.obol.x402.codec.MalformedMessageException.Reason;

/**
 * Which wire version a message says it is.
 */
final class Versions {

	private Versions() {
	}

	static X402Version of(Fields fields) {
		return switch (fields.integer("x402Version", 0)) {
			case 1 -> X402Version.V1;
			case 2 -> X402Version.V2;
			default -> throw new MalformedMessageException(Reason.WRONG_VERSION, "x402Version must be 1 or 2");
		};
	}

}
