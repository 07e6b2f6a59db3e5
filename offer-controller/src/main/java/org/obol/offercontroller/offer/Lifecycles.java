package org.obol.offercontroller.offer;

import java.time.Instant;
import java.util.Optional;
import org.obol.api.ServiceOffer;

/** Reads from an offer whether its seller wants it sold at some moment. */
final class Lifecycles {

	private Lifecycles() {
	}

	static Lifecycle at(ServiceOffer offer, Instant now) {
		Optional<Instant> endsAt = offer.getSpec().drainEndsAt();
		if (endsAt.isPresent() && !now.isBefore(endsAt.get())) {
			return new Lifecycle.Drained(endsAt.get());
		}
		if (offer.isPaused()) {
			return new Lifecycle.Paused();
		}
		return endsAt.<Lifecycle>map(Lifecycle.Draining::new).orElseGet(Lifecycle.Selling::new);
	}

}
