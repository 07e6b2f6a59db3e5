package org.obol.gateway.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.obol.gateway.ledger.OfferName;
import org.obol.gateway.route.Route;
import org.obol.gateway.route.RouteTable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The counters of each offer. */
@Component
public class PaymentMeters {

	private final MeterRegistry registry;

	private final Clock clock;

	private final RouteTable routes;

	private final Map<OfferName, OfferMeters> offers = new ConcurrentHashMap<>();

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

	/** Drops the series of offers that are gone, so that their number stays bounded. */
	@Scheduled(fixedDelayString = "1m", initialDelayString = "1m")
	void prune() {
		if (!this.routes.isLoaded()) {
			return;
		}
		Set<OfferName> live = this.routes.routes().stream().map(Route::offer).collect(Collectors.toSet());
		this.offers.entrySet().removeIf((entry) -> {
			boolean gone = !live.contains(entry.getKey());
			if (gone) {
				entry.getValue().close();
			}
			return gone;
		});
	}

}
