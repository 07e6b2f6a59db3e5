package org.obol.gateway.route;

import java.net.URI;
import java.util.List;
import org.obol.api.ServiceOffer;
import org.obol.x402.PaymentRequirements;

/** Lets tests of other packages make route tables as the watch does. */
public final class TestRoutes {

	private TestRoutes() {
	}

	public static RouteTable.Snapshot of(List<ServiceOffer> offers) {
		return new OfferRoutes(URI.create("https://market.example")).snapshot(offers);
	}

	public static PaymentRequirements terms(RouteTable table, String path) {
		return ((RouteMatch.Open) table.match(path)).route().accepts().getFirst();
	}

}
