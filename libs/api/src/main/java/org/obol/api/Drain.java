package org.obol.api;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how long an offer that is on its way out still answers. */
final class Drain {

	private static final Duration DEFAULT_GRACE = Duration.ofHours(1);

	private static final Pattern PART = Pattern.compile("([0-9]{1,9})([hms])");

	private Drain() {
	}

	static Optional<Instant> end(String drainAt, @Nullable String grace) {
		try {
			return Optional.of(OffsetDateTime.parse(drainAt).toInstant().plus(grace(grace)));
		}
		catch (DateTimeException ex) {
			// The API server checked the format, so it is a date beyond what Java can
			// name.
			return Optional.empty();
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
