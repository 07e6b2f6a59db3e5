package org.obol.gateway.extension;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.obol.x402.facilitator.Facilitator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Remembers which extensions the facilitator knows. Asked in the background: a
 * facilitator that is slow or away must hold up neither a start nor a buyer.
 */
@Component
class SupportedExtensions {

	private static final Logger log = LoggerFactory.getLogger(SupportedExtensions.class);

	private static final Duration GOOD_FOR = Duration.ofMinutes(10);

	private final Facilitator facilitator;

	private final Clock clock;

	private Instant askAgain = Instant.MIN;

	private volatile Listing listing = new Listing(Set.of(), 0);

	SupportedExtensions(Facilitator facilitator, Clock clock) {
		this.facilitator = facilitator;
		this.clock = clock;
	}

	boolean includes(String key) {
		return this.listing.keys.contains(key);
	}

	/** Another number after each change. */
	int version() {
		return this.listing.version;
	}

	@Scheduled(fixedDelayString = "${obol.extensions.ask:20s}")
	void ask() {
		if (this.clock.instant().isBefore(this.askAgain)) {
			return;
		}
		try {
			Set<String> keys = Set.copyOf(this.facilitator.supported().extensions());
			if (!keys.equals(this.listing.keys)) {
				this.listing = new Listing(keys, this.listing.version + 1);
			}
			this.askAgain = this.clock.instant().plus(GOOD_FOR);
		}
		catch (RuntimeException ex) {
			log.info("The facilitator does not tell what it supports: {}", ex.getMessage());
		}
	}

	private record Listing(Set<String> keys, int version) {

	}

}
