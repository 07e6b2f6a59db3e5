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

	private final Map<String, List<Former>> byResource;

	private FormerTerms(Map<String, List<Former>> byResource) {
		this.byResource = Map.copyOf(byResource);
	}

	static FormerTerms none() {
		return NONE;
	}

	/**
	 * What is former once one set of routes takes the place of another.
	 * @param before the routes so far
	 * @param after the routes from now on; what is not among them has no old quotes
	 * @param now the time
	 * @return the former terms from now on
	 */
	FormerTerms after(Collection<Route> before, Collection<Route> after, Instant now) {
		Map<String, Route> open = byResource(after);
		Map<String, List<Former>> next = new HashMap<>();
		byResource(before).forEach((resource, old) -> {
			Route route = open.get(resource);
			if (route == null || !route.offer().equals(old.offer())) {
				return;
			}
			List<Former> former = new ArrayList<>();
			Stream
				.concat(old.accepts().stream().map((terms) -> Former.since(now, terms)),
						this.byResource.getOrDefault(resource, List.of()).stream())
				.filter((each) -> now.isBefore(each.until) && !route.accepts().contains(each.terms))
				.filter((each) -> former.stream().noneMatch((newer) -> newer.terms.equals(each.terms)))
				.limit(MOST)
				.forEach(former::add);
			if (!former.isEmpty()) {
				next.put(resource, List.copyOf(former));
			}
		});
		return next.isEmpty() ? NONE : new FormerTerms(next);
	}

	/**
	 * The old terms that a payment is for.
	 * @param route what is called
	 * @param payment what the buyer sent
	 * @param now the time
	 * @return the terms, while they are good
	 */
	Optional<PaymentRequirements> find(Route route, PaymentPayload payment, Instant now) {
		return this.byResource.getOrDefault(resource(route), List.of())
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
	private static Map<String, Route> byResource(Collection<Route> routes) {
		Map<String, Route> sold = new HashMap<>();
		Set<String> twice = new HashSet<>();
		routes.stream().flatMap((route) -> route.sold().stream()).forEach((route) -> {
			if (sold.put(resource(route), route) != null) {
				twice.add(resource(route));
			}
		});
		sold.keySet().removeAll(twice);
		return sold;
	}

	/**
	 * A path with a price of its own has a quote of its own, and no other's is good
	 * there.
	 */
	private static String resource(Route route) {
		return route.quote().required().resource().url();
	}

	private record Former(PaymentRequirements terms, Instant until) {

		static Former since(Instant now, PaymentRequirements terms) {
			return new Former(terms, now.plusSeconds(terms.maxTimeoutSeconds()));
		}

	}

}
