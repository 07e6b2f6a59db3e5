package org.obol.gateway.extension;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.obol.x402.Network;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.Supported;
import org.obol.x402.X402Version;
import org.obol.x402.evm.EvmAddress;
import org.obol.x402.facilitator.Facilitator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Remembers which extensions the facilitator knows, and who settles maximums. Asked in
 * the background: a facilitator that is slow or away must hold up neither a start nor a
 * buyer.
 */
@Component
class SupportedExtensions {

	private static final Logger log = LoggerFactory.getLogger(SupportedExtensions.class);

	private static final Duration GOOD_FOR = Duration.ofMinutes(10);

	private final Facilitator facilitator;

	private final Clock clock;

	private Instant askAgain = Instant.MIN;

	private volatile Listing listing = new Listing(Set.of(), Map.of(), 0);

	SupportedExtensions(Facilitator facilitator, Clock clock) {
		this.facilitator = facilitator;
		this.clock = clock;
	}

	boolean includes(String key) {
		return this.listing.keys.contains(key);
	}

	Optional<String> facilitatorAddress(Network network) {
		return Optional.ofNullable(this.listing.addresses.get(network));
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
			Supported supported = this.facilitator.supported();
			Set<String> keys = Set.copyOf(supported.extensions());
			Map<Network, String> addresses = addresses(supported);
			if (!keys.equals(this.listing.keys) || !addresses.equals(this.listing.addresses)) {
				this.listing = new Listing(keys, addresses, this.listing.version + 1);
			}
			this.askAgain = this.clock.instant().plus(GOOD_FOR);
		}
		catch (RuntimeException ex) {
			log.info("The facilitator does not tell what it supports: {}", ex.getMessage());
		}
	}

	/**
	 * A facilitator with several signers names one of them at random each time; the one
	 * that buyers were told stays as long as it is one of them.
	 */
	private Map<Network, String> addresses(Supported supported) {
		Map<Network, String> addresses = new LinkedHashMap<>();
		for (Supported.Kind kind : supported.kinds()) {
			if (kind.version() == X402Version.V2 && PaymentRequirements.UPTO.equals(kind.scheme())
					&& kind.extra().get(PaymentRequirements.FACILITATOR_ADDRESS) instanceof String named
					&& EvmAddress.isValid(named)) {
				String known = this.listing.addresses.get(kind.network());
				boolean stays = known != null && supported.signers()
					.values()
					.stream()
					.flatMap(List::stream)
					.anyMatch(known::equalsIgnoreCase);
				addresses.putIfAbsent(kind.network(), stays ? known : named);
			}
		}
		return addresses;
	}

	private record Listing(Set<String> keys, Map<Network, String> addresses, int version) {

	}

}
