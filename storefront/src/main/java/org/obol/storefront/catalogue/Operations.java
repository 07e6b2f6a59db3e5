package org.obol.storefront.catalogue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.obol.api.OfferRoute;
import org.obol.api.RouteGate;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.api.ServiceOfferStatus;
import org.obol.api.ServiceOfferStatus.Accepts;
import org.obol.api.ServiceOfferStatus.Price;

/** Reads which calls an offer answers. With routes declared, nothing else answers. */
final class Operations {

	private static final String CHAT = "/v1/chat/completions";

	private Operations() {
	}

	static List<Operation> of(ServiceOffer offer) {
		ServiceOfferSpec spec = offer.getSpec();
		if (!spec.routes().isEmpty()) {
			return declared(OfferRoute.of(offer), offer.effectivePath());
		}
		String path = offer.effectivePath();
		ServiceOfferStatus status = offer.getStatus();
		List<PaymentOption> usual = options(status.accepts(), status.prices());
		return List.of(switch (spec.effectiveType()) {
			case ServiceOfferSpec.TYPE_AGENT -> new Operation("POST", path + CHAT, "Ask " + offer.name(), usual);
			case ServiceOfferSpec.TYPE_INFERENCE ->
				new Operation("POST", path + CHAT, "Chat with the model of " + offer.name(), usual);
			case ServiceOfferSpec.TYPE_FINE_TUNING ->
				new Operation("POST", path, "Start a fine-tuning job at " + offer.name(), usual);
			default -> new Operation("GET", path, "Call " + offer.name(), usual);
		});
	}

	/**
	 * Where two routes lead to one call, as /x and /x/* do, the more specific one counts.
	 */
	private static List<Operation> declared(List<OfferRoute> routes, String path) {
		List<Operation> operations = new ArrayList<>();
		for (OfferRoute route : routes) {
			boolean free = route.gate() == RouteGate.FREE;
			if (free || route.gate() == RouteGate.PAID) {
				String summary = Objects.requireNonNullElse(route.summary(), free ? "Free of charge" : "Paid per call");
				List<PaymentOption> payments = free ? List.of() : options(route.accepts(), route.prices());
				(route.methods().isEmpty() ? List.of("GET") : route.methods()).stream()
					.map((method) -> new Operation(method, path + route.below(), summary, payments))
					.filter((call) -> operations.stream().noneMatch((other) -> isSameCall(call, other)))
					.forEach(operations::add);
			}
		}
		operations.sort(Comparator.comparing(Operation::path).thenComparing(Operation::method));
		return operations;
	}

	private static boolean isSameCall(Operation one, Operation two) {
		return one.path().equals(two.path()) && one.method().equals(two.method());
	}

	private static List<PaymentOption> options(List<Accepts> accepts, List<Price> prices) {
		List<PaymentOption> options = new ArrayList<>();
		for (int i = 0; i < Math.min(accepts.size(), prices.size()); i++) {
			options.add(PaymentOption.of(accepts.get(i), prices.get(i)));
		}
		return options;
	}

}
