package org.obol.gateway.admin;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.obol.admin.AdminException;
import org.obol.gateway.ledger.PaymentState;
import org.springframework.http.HttpStatus;

/**
 * Which payments are asked for; an absent part means all.
 *
 * @param namespace the offer's namespace
 * @param offer the offer's name
 * @param state where the payment is
 * @param payer who pays, lower-case
 * @param since came at or after
 */
record PaymentFilter(@Nullable String namespace, @Nullable String offer, @Nullable PaymentState state,
		@Nullable String payer, @Nullable Instant since) {

	private static final String NAME = "[a-z0-9.-]{1,253}";

	/** The years that RFC 3339 can say. */
	private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

	private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

	static PaymentFilter parse(@Nullable String namespace, @Nullable String offer, @Nullable String state,
			@Nullable String payer, @Nullable String since) {
		if (payer != null && !payer.matches("0x[0-9a-fA-F]{40}")) {
			throw invalid("payer", "payer must be 0x and 40 hex digits");
		}
		if (offer != null && !offer.matches(NAME)) {
			throw invalid("offer", "offer must be the name of a ServiceOffer");
		}
		return new PaymentFilter(namespace, offer, (state != null) ? state(state) : null,
				(payer != null) ? payer.toLowerCase(Locale.ROOT) : null, (since != null) ? time(since) : null);
	}

	private static PaymentState state(String text) {
		return Arrays.stream(PaymentState.values())
			.filter((state) -> state.name().equalsIgnoreCase(text))
			.findFirst()
			.orElseThrow(() -> invalid("state", "state must be one of " + Arrays.toString(PaymentState.values())));
	}

	private static Instant time(String text) {
		try {
			Instant time = Instant.parse(text);
			if (time.isBefore(LAST) && time.isAfter(FIRST)) {
				return time;
			}
		}
		catch (DateTimeParseException ignored) {
			// Told below.
		}
		throw invalid("since", "since must be an RFC 3339 time such as 2026-11-23T12:00:00Z");
	}

	private static AdminException invalid(String field, String sentence) {
		return new AdminException(HttpStatus.BAD_REQUEST, "invalid_parameter", sentence, field);
	}

}
