package org.obol.gateway.route;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.obol.api.ServiceOffer;
import org.obol.x402.PaymentRequirements;

/** Lets tests of other packages make route tables as the watch does. */
public final class TestRoutes {

	/** Declares nothing. */
	public static final QuoteExtensions NONE = new QuoteExtensions() {
		@Override
		public int version() {
			return 0;
		}

		@Override
		public Map<String, Object> of(Sold sold) {
			return Map.of();
		}
	};

	private TestRoutes() {
	}

	public static RouteTable.Snapshot of(List<ServiceOffer> offers) {
		return of(offers, NONE);
	}

	public static RouteTable.Snapshot of(List<ServiceOffer> offers, QuoteExtensions extensions) {
		return new OfferRoutes(URI.create("https://market.example"), (ignored) -> java.util.Optional.empty(),
				extensions)
			.snapshot(offers);
	}

	public static RouteTable table(TokenGate tokens, ServiceOffer... offers) {
		RouteTable table = new RouteTable(Clock.systemUTC());
		table.replace(new OfferRoutes(URI.create("https://market.example"), tokens, NONE).snapshot(List.of(offers)));
		return table;
	}

	public static RouteTable table(ServiceOffer... offers) {
		RouteTable table = new RouteTable(Clock.systemUTC());
		table.replace(of(List.of(offers)));
		return table;
	}

	/** Before the watch has seen the offers. */
	public static RouteTable unloaded() {
		return new RouteTable(Clock.systemUTC());
	}

	public static Route route(ServiceOffer offer, Clock clock) {
		RouteTable table = new RouteTable(clock);
		table.replace(of(List.of(offer)));
		return table.routes().iterator().next();
	}

	public static PaymentRequirements terms(RouteTable table, String path) {
		RouteMatch.Open open = (RouteMatch.Open) table.match(path);
		return open.route().passage(open.rest(), "GET").route().accepts().getFirst();
	}

}
