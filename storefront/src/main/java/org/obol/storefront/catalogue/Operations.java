package org.obol.storefront.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.api.ServiceOfferSpec.Route;

/** Reads which calls an offer answers. With routes declared, nothing else answers. */
final class Operations {

	private static final String CHAT = "/v1/chat/completions";

	private static final String WILDCARD = "/*";

	private Operations() {
	}

	static List<Operation> of(ServiceOffer offer) {
		ServiceOfferSpec spec = offer.getSpec();
		String path = offer.effectivePath();
		if (!spec.routes().isEmpty()) {
			return declared(spec.routes(), path);
		}
		return switch (spec.effectiveType()) {
			case ServiceOfferSpec.TYPE_AGENT ->
				List.of(new Operation("POST", path + CHAT, true, "Ask " + offer.name()));
			case ServiceOfferSpec.TYPE_INFERENCE ->
				List.of(new Operation("POST", path + CHAT, true, "Chat with the model of " + offer.name()));
			case ServiceOfferSpec.TYPE_FINE_TUNING ->
				List.of(new Operation("POST", path, true, "Start a fine-tuning job at " + offer.name()));
			default -> List.of(new Operation("GET", path, true, "Call " + offer.name()));
		};
	}

	private static List<Operation> declared(List<Route> routes, String path) {
		List<Operation> operations = new ArrayList<>();
		for (Route route : routes) {
			boolean free = "free".equals(route.gate());
			if (free || (isPaid(route) && route.price() == null)) {
				List<String> methods = route.methods().isEmpty() ? List.of("GET") : route.methods();
				String summary = Objects.requireNonNullElse(route.summary(), free ? "Free of charge" : "Paid per call");
				methods.forEach(
						(method) -> operations.add(new Operation(method, path + below(route.path()), !free, summary)));
			}
		}
		return operations;
	}

	private static boolean isPaid(Route route) {
		return route.gate() == null || "paid".equals(route.gate());
	}

	private static String below(String path) {
		String exact = path.endsWith(WILDCARD) ? path.substring(0, path.length() - WILDCARD.length()) : path;
		return "/".equals(exact) ? "" : exact;
	}

}
