package org.obol.offercontroller.offer;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.obol.api.ServiceOffer;

/** Reads from an offer whether its seller wants it sold at some moment. */
final class Lifecycles {

	private static final Duration DEFAULT_GRACE = Duration.ofHours(1);

	private static final Pattern PART = Pattern.compile("([0-9]{1,9})([hms])");

	private Lifecycles() {
	}

	static Lifecycle at(ServiceOffer offer, Instant now) {
		Instant endsAt = endsAt(offer.getSpec().drainAt(), offer.getSpec().drainGracePeriod());
		if (endsAt != null && !now.isBefore(endsAt)) {
			return new Lifecycle.Drained(endsAt);
		}
		if (offer.isPaused()) {
			return new Lifecycle.Paused();
		}
		return (endsAt != null) ? new Lifecycle.Draining(endsAt) : new Lifecycle.Selling();
	}

	private static @Nullable Instant endsAt(@Nullable String drainAt, @Nullable String grace) {
		if (drainAt == null) {
			return null;
		}
		try {
			return OffsetDateTime.parse(drainAt).toInstant().plus(grace(grace));
		}
		catch (DateTimeException ex) {
			// The API server checked the format, so this is a date beyond what Java can
			// name.
			return Instant.MAX;
		}
	}

	static Duration grace(@Nullable String text) {
		if (text == null || text.isBlank()) {
			return DEFAULT_GRACE;
		}
		Duration sum = Duration.ZERO;
		Matcher parts = PART.matcher(text);
		while (parts.find()) {
			long count = Long.parseLong(parts.group(1));
			sum = sum.plus(switch (parts.group(2)) {
				case "h" -> Duration.ofHours(count);
				case "m" -> Duration.ofMinutes(count);
				default -> Duration.ofSeconds(count);
			});
		}
		return sum;
	}

}
