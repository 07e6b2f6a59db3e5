package org.obol.gateway.route;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.obol.gateway.ledger.OfferName;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequirements;
import org.springframework.stereotype.Component;

/**
 * The live routes. Readers see one whole table or the next one, never a mixture, and the
 * most specific path wins.
 */
@Component
public class RouteTable {

	private final AtomicReference<@Nullable Snapshot> current = new AtomicReference<>();

	private volatile FormerTerms former = FormerTerms.none();

	private final Clock clock;

	RouteTable(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Puts another table in place.
	 * @param snapshot all routes
	 */
	public synchronized void replace(Snapshot snapshot) {
		// First what was promised, then the new prices: in between both are good.
		List<Route> replaced = new ArrayList<>();
		List<Route> by = new ArrayList<>();
		for (Route route : routes()) {
			Route now = snapshot.live.get(route.path());
			if (!route.equals(now)) {
				replaced.add(route);
				Optional.ofNullable(now).ifPresent(by::add);
			}
		}
		this.former = this.former.after(replaced, by, this.clock.instant());
		this.current.set(snapshot);
	}

	/**
	 * The terms that a route had until a moment ago, if a payment is for them and they
	 * are still good.
	 * @param route what is called
	 * @param payment what the buyer sent
	 * @return the terms that were quoted
	 */
	public Optional<PaymentRequirements> formerTerms(Route route, PaymentPayload payment) {
		return this.former.find(route, payment, this.clock.instant());
	}

	/**
	 * Tells whether there was a first table.
	 * @return true once matches can be relied on
	 */
	public boolean isLoaded() {
		return this.current.get() != null;
	}

	/**
	 * All live routes.
	 * @return the routes, in no order
	 */
	public Collection<Route> routes() {
		Snapshot snapshot = this.current.get();
		return (snapshot != null) ? snapshot.live.values() : List.of();
	}

	/**
	 * All offers that have a path, whether or not they are live.
	 * @return their names
	 */
	public Set<OfferName> offers() {
		Snapshot snapshot = this.current.get();
		Set<OfferName> offers = new HashSet<>();
		if (snapshot != null) {
			snapshot.live.values().forEach((route) -> offers.add(route.offer()));
			offers.addAll(snapshot.closed.values());
		}
		return offers;
	}

	/**
	 * Finds who answers at a path.
	 * @param path a normalised path
	 * @return the verdict; missing before the first table
	 */
	public RouteMatch match(String path) {
		Snapshot snapshot = this.current.get();
		if (snapshot == null) {
			return new RouteMatch.Missing();
		}
		for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
			String prefix = path.substring(0, end);
			Route route = snapshot.live.get(prefix);
			if (route != null) {
				return route.isOpenAt(this.clock.instant()) ? new RouteMatch.Open(route, path.substring(end))
						: new RouteMatch.Closed(route.offer());
			}
			// A closed offer must not let a wider one answer in its place.
			OfferName closed = snapshot.closed.get(prefix);
			if (closed != null) {
				return new RouteMatch.Closed(closed);
			}
		}
		return new RouteMatch.Missing();
	}

	/**
	 * All routes at one moment.
	 *
	 * @param live routes by path
	 * @param closed offers that are not live, by path
	 */
	public record Snapshot(Map<String, Route> live, Map<String, OfferName> closed) {

		public Snapshot {
			live = Map.copyOf(live);
			closed = Map.copyOf(closed);
		}

	}

}
