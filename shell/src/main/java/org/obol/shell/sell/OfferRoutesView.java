package org.obol.shell.sell;

import com.google.gson.JsonArray;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.obol.api.OfferRoute;
import org.obol.api.RouteGate;
import org.obol.api.ServiceOffer;
import org.obol.kube.Documents;
import org.obol.shell.output.Table;

/** Shows the declared routes of an offer, each with what it costs. */
final class OfferRoutesView {

	private OfferRoutesView() {
	}

	/** Nothing for an offer without declared routes. */
	static String render(ServiceOffer offer, String path) {
		List<OfferRoute> routes = OfferRoute.of(offer);
		if (routes.isEmpty()) {
			return "";
		}
		Table table = new Table("PATH", "METHODS", "GATE", "PRICE");
		routes.forEach((route) -> table.row(path + route.path(), methods(route), gate(route), price(route)));
		return table.render();
	}

	static JsonArray json(ServiceOffer offer, String path) {
		JsonArray json = new JsonArray();
		OfferRoute.of(offer)
			.forEach((route) -> json
				.add(Documents.object("path", path + route.path(), "methods", Documents.of(route.methods()), "gate",
						gate(route), "price", price(route), "accepts", Documents.of(route.accepts()))));
		return json;
	}

	private static String methods(OfferRoute route) {
		return route.methods().isEmpty() ? "all" : String.join(" ", route.methods());
	}

	private static String gate(OfferRoute route) {
		return route.gate().name().toLowerCase(Locale.ROOT);
	}

	private static String price(OfferRoute route) {
		if (route.gate() == RouteGate.CLOSED) {
			return "not worked out yet";
		}
		return route.prices()
			.stream()
			.map((price) -> price.amount() + " " + price.symbol())
			.collect(Collectors.joining(", "));
	}

}
