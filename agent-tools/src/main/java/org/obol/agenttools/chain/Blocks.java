package org.obol.agenttools.chain;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/** How blocks and prices are written. */
final class Blocks {

	/** A block's number. */
	static final String NUMBER = "(0|[1-9][0-9]{0,17})";

	/** What names a block. */
	static final String FORM = NUMBER + "|latest|safe|finalized";

	/** {@link #FORM} in words. */
	static final String SAYS = "a block's number, or latest, safe or finalized";

	private Blocks() {
	}

	static String tag(Optional<String> block) {
		return block.map((text) -> Character.isDigit(text.charAt(0)) ? Rpc.hex(new BigInteger(text)) : text)
			.orElse("latest");
	}

	static String gwei(BigInteger wei) {
		return new BigDecimal(wei, 9).stripTrailingZeros().toPlainString();
	}

}
