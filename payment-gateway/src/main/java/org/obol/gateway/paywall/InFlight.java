package org.obol.gateway.paywall;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.obol.gateway.ledger.OfferName;
import org.obol.gateway.route.Route;
import org.springframework.stereotype.Component;

/** Counts the calls that run, offer by offer. */
@Component
class InFlight {

	private final Map<OfferName, AtomicInteger> running = new ConcurrentHashMap<>();

	/** Whether another call would be one too many. */
	boolean isFull(Route route) {
		AtomicInteger count = this.running.get(route.offer());
		return count != null && count.get() >= route.limits().maxInFlight();
	}

	/** Takes a place; false when there is none. */
	boolean enter(Route route) {
		AtomicInteger count = this.running.computeIfAbsent(route.offer(), (ignored) -> new AtomicInteger());
		if (count.incrementAndGet() > route.limits().maxInFlight()) {
			count.decrementAndGet();
			return false;
		}
		return true;
	}

	void leave(Route route) {
		AtomicInteger count = this.running.get(route.offer());
		if (count != null) {
			count.decrementAndGet();
		}
	}

	/** All calls that run. */
	int count() {
		return this.running.values().stream().mapToInt(AtomicInteger::get).sum();
	}

}
