package org.obol.gateway.route;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.obol.gateway.ledger.OfferName;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequirements;

/**
 * What offers asked for until a moment ago. Who was told an old price and signs it in
 * time gets the call for it: an old quote stays good for its own
 * {@code maxTimeoutSeconds}, as long as the offer is open without a break. Immutable.
 */
final class FormerTerms {

	/** Per path that is sold; the oldest are forgotten first. */
	private static final int MOST = 8;

	private static final FormerTerms NONE = new FormerTerms(Map.of());

	private final Map<Sold, List<Former>> bySold;

	private FormerTerms(Map<Sold, List<Former>> bySold) {
		this.bySold = Map.copyOf(bySold);
	}

	static FormerTerms none() {
		return NONE;
	}

	/**
	 * What is former once some routes are replaced; all others keep their old quotes.
	 * @param before the routes that are replaced, or go
	 * @param after what takes their place; what is not among them has no old quotes
	 * @param now the time
	 * @return the former terms from now on
	 */
	FormerTerms after(Collection<Route> before, Collection<Route> after, Instant now) {
		if (before.isEmpty() && this.bySold.isEmpty()) {
			return NONE;
		}
		Map<Sold, Route> open = bySold(after);
		Map<Sold, List<Former>> next = new HashMap<>(this.bySold);
		next.values().removeIf((former) -> former.stream().noneMatch((each) -> now.isBefore(each.until)));
		bySold(before).forEach((what, old) -> {
			Route route = open.get(what);
			List<Former> former = (route != null) ? former(what, old, route, now) : List.of();
			next.compute(what, (ignored, forgotten) -> former.isEmpty() ? null : former);
		});
		return next.isEmpty() ? NONE : new FormerTerms(next);
	}

	private List<Former> former(Sold what, Route old, Route route, Instant now) {
		List<Former> former = new ArrayList<>();
		Stream
			.concat(old.accepts().stream().map((terms) -> Former.since(now, terms)),
					this.bySold.getOrDefault(what, List.of()).stream())
			.filter((each) -> now.isBefore(each.until) && !route.accepts().contains(each.terms))
			.filter((each) -> former.stream().noneMatch((newer) -> newer.terms.equals(each.terms)))
			.limit(MOST)
			.forEach(former::add);
		return List.copyOf(former);
	}

	/**
	 * The old terms that a payment is for.
	 * @param route what is called
	 * @param payment what the buyer sent
	 * @param now the time
	 * @return the terms, while they are good
	 */
	Optional<PaymentRequirements> find(Route route, PaymentPayload payment, Instant now) {
		return this.bySold.getOrDefault(Sold.of(route), List.of())
			.stream()
			.filter((former) -> now.isBefore(former.until))
			.map(Former::terms)
			.filter(payment::isFor)
			.findFirst();
	}

	/**
	 * What is sold, by where. Two prices for the methods of one path have one resource;
	 * which of them an old quote was for is not known, so it is good for neither.
	 */
	private static Map<Sold, Route> bySold(Collection<Route> routes) {
		Map<Sold, Route> sold = new HashMap<>();
		Set<Sold> twice = new HashSet<>();
		routes.stream().flatMap((route) -> route.sold().stream()).forEach((route) -> {
			Sold what = Sold.of(route);
			if (sold.put(what, route) != null) {
				twice.add(what);
			}
		});
		sold.keySet().removeAll(twice);
		return sold;
	}

	/**
	 * A path with a price of its own has a quote of its own, and no other's is good
	 * there, nor that of another offer which names the same path.
	 */
	private record Sold(OfferName offer, String resource) {

		static Sold of(Route route) {
			return new Sold(route.offer(), route.quote().required().resource().url());
		}

	}

	private record Former(PaymentRequirements terms, Instant until) {

		static Former since(Instant now, PaymentRequirements terms) {
			return new Former(terms, now.plusSeconds(terms.maxTimeoutSeconds()));
		}

	}

}
