package org.obol.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.obol.gateway.ledger.OfferName;
import org.obol.gateway.route.Route;
import org.obol.gateway.route.RouteTable;
import org.obol.x402.PaymentId;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The counters of each offer. */
@Component
public class PaymentMeters {

	/** No offer can have this name, and all that are gone share it. */
	private static final OfferName GONE = new OfferName("(deleted)", "(deleted)");

	private final MeterRegistry registry;

	private final Clock clock;

	private final RouteTable routes;

	private final Map<OfferName, OfferMeters> offers = new ConcurrentHashMap<>();

	/** Counters of offers that no call came for. */
	private final Map<OfferName, Set<Counter>> uncalled = new ConcurrentHashMap<>();

	private final CountedLately counted = new CountedLately();

	PaymentMeters(MeterRegistry registry, Clock clock, RouteTable routes) {
		this.registry = registry;
		this.clock = clock;
		this.routes = routes;
	}

	/**
	 * The counters of an offer.
	 * @param route the offer's route
	 * @return counters, made at the first call
	 */
	public OfferMeters of(Route route) {
		OfferMeters meters = this.offers.get(route.offer());
		return (meters != null) ? meters : this.offers.computeIfAbsent(route.offer(),
				(ignored) -> new OfferMeters(this.registry, this.clock, route));
	}

	/**
	 * A payment moved money.
	 * @param route what was called
	 * @param payment the payment, in the token that the buyer chose
	 */
	public void charged(Route route, PaymentId payment) {
		this.counted.add(payment);
		of(route).charged(payment);
	}

	/**
	 * A payment turned out to have moved money, perhaps long ago. It is counted unless it
	 * was before, which the ledger may have forgotten.
	 * @param offer what it was for; it may be closed by now, or gone
	 * @param payment the payment
	 */
	public void chargedAfterAll(OfferName offer, PaymentId payment) {
		if (!this.counted.addIfNew(payment)) {
			return;
		}
		OfferMeters meters = this.offers.get(offer);
		if (meters != null) {
			meters.charged(payment);
			return;
		}
		Counter counter = isGone(offer) ? OfferMeters.charged(this.registry, GONE, payment) : uncalled(offer, payment);
		counter.increment();
	}

	/** Drops the series of offers that are gone, so that their number stays bounded. */
	@Scheduled(fixedDelayString = "1m", initialDelayString = "1m")
	void prune() {
		if (!this.routes.isLoaded()) {
			return;
		}
		Set<OfferName> left = this.routes.offers();
		this.offers.entrySet().removeIf((entry) -> {
			boolean gone = !left.contains(entry.getKey());
			if (gone) {
				entry.getValue().close();
			}
			return gone;
		});
		this.uncalled.entrySet().removeIf((entry) -> {
			boolean gone = !left.contains(entry.getKey());
			if (gone) {
				entry.getValue().forEach(this.registry::remove);
			}
			return gone;
		});
	}

	private Counter uncalled(OfferName offer, PaymentId payment) {
		Counter counter = OfferMeters.charged(this.registry, offer, payment);
		this.uncalled.computeIfAbsent(offer, (ignored) -> ConcurrentHashMap.newKeySet()).add(counter);
		return counter;
	}

	/** Nobody can tell before there is a table. */
	private boolean isGone(OfferName offer) {
		return this.routes.isLoaded() && !this.routes.offers().contains(offer);
	}

}
