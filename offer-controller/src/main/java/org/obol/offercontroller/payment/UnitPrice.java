package org.obol.offercontroller.payment;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.obol.api.ServiceOfferSpec;

/**
 * A declared price and what it makes of one call. x402's {@code exact} scheme charges per
 * request, so the other units are converted once, here: a request counts as 1,000 tokens
 * and as five minutes, whatever it really takes.
 *
 * @param unit {@code perRequest}, {@code perMTok} or {@code perHour}
 * @param declared what the seller wrote, decimal token units
 */
record UnitPrice(String unit, String declared) {

	/** Decimal token units for one call. */
	static final String PER_REQUEST = "perRequest";

	/** Decimal token units for a million tokens; one call counts as 1,000 of them. */
	static final String PER_M_TOK = "perMTok";

	/** Decimal token units for an hour; one call counts as five minutes. */
	static final String PER_HOUR = "perHour";

	private static final BigDecimal CALLS_PER_M_TOK = BigDecimal.valueOf(1_000);

	private static final BigDecimal CALLS_PER_HOUR = BigDecimal.valueOf(12);

	/** The first unit that is set applies; {@code perEpoch} is never charged. */
	static UnitPrice of(ServiceOfferSpec.@Nullable Price price, String field) {
		if (price == null) {
			throw new InvalidTermsException(field + " is missing");
		}
		return Stream
			.of(declared(PER_REQUEST, price.perRequest()), declared(PER_M_TOK, price.perMTok()),
					declared(PER_HOUR, price.perHour()))
			.flatMap(Optional::stream)
			.findFirst()
			.orElseThrow(() -> new InvalidTermsException(field + ": set one of perRequest, perMTok, perHour"));
	}

	private static Optional<UnitPrice> declared(String unit, @Nullable String text) {
		return (text == null || text.isBlank()) ? Optional.empty() : Optional.of(new UnitPrice(unit, text));
	}

	/** The declared number itself. */
	BigDecimal amount(String field) {
		try {
			return new BigDecimal(this.declared);
		}
		catch (NumberFormatException ex) {
			throw new InvalidTermsException(
					field + "." + this.unit + " '" + this.declared + "' is not a decimal number such as 0.01");
		}
	}

	/**
	 * Decimal token units for one call; not yet rounded to what the token can express.
	 */
	BigDecimal perCall(String field) {
		return switch (this.unit) {
			case PER_M_TOK -> amount(field).divide(CALLS_PER_M_TOK, MathContext.UNLIMITED);
			case PER_HOUR -> amount(field).divide(CALLS_PER_HOUR, MathContext.DECIMAL128);
			default -> amount(field);
		};
	}

	/**
	 * Whether the seller named the price of a call directly, so that nothing is rounded.
	 */
	boolean isExact() {
		return PER_REQUEST.equals(this.unit);
	}

}
