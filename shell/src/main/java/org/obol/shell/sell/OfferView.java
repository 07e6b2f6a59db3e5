package org.obol.shell.sell;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.obol.api.Condition;
import org.obol.api.OfferCondition;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.api.ServiceOfferStatus;
import org.obol.kube.Documents;
import org.obol.shell.output.Conditions;
import org.obol.shell.output.Facts;
import org.obol.shell.output.Reply;
import org.obol.shell.output.Table;
import org.obol.x402.Network;
import org.obol.x402.PaymentRequirements;

/** Shows ServiceOffers to people and programs. */
final class OfferView {

	private final URI gateway;

	OfferView(URI gateway) {
		this.gateway = gateway;
	}

	Reply list(List<ServiceOffer> offers) {
		Table table = new Table("NAMESPACE", "NAME", "TYPE", "PRICE", "NETWORK", "READY", "URL");
		JsonArray data = new JsonArray();
		for (ServiceOffer offer : offers) {
			table.row(offer.namespace(), offer.name(), offer.getSpec().effectiveType(), price(offer), network(offer),
					ready(offer), url(offer));
			data.add(json(offer));
		}
		String brief = String.join("\n", offers.stream().map(ServiceOffer::name).toList());
		return new Reply(offers.isEmpty()
				? "Nothing is for sale yet. Offer an agent with `obol sell agent NAME --price 0.01`" : table.render(),
				data, brief);
	}

	Reply one(ServiceOffer offer) {
		ServiceOfferStatus status = offer.getStatus();
		Facts facts = new Facts().add("ServiceOffer", offer.namespace() + "/" + offer.name())
			.add("Type", offer.getSpec().effectiveType())
			.add("Endpoint", url(offer))
			.add("Network", network(offer))
			.add("Asset", asset(offer))
			.add("Price", price(offer))
			.add("Pay To", payTo(offer))
			.add("Agent ID", status.agentId())
			.add("Registration Tx", status.registrationTxHash());
		if (isPaused(offer)) {
			facts.add("Paused", "yes; `obol sell start " + offer.name() + "` puts it back on sale");
		}
		String routes = OfferRoutesView.render(offer, path(offer));
		return new Reply(facts.render() + (routes.isEmpty() ? "" : "\nRoutes:\n" + routes) + "\nConditions:\n"
				+ Conditions.render(offer.conditions()), json(offer), ready(offer));
	}

	JsonObject json(ServiceOffer offer) {
		ServiceOfferStatus status = offer.getStatus();
		return Documents.object("name", offer.name(), "namespace", offer.namespace(), "type",
				offer.getSpec().effectiveType(), "ready", isLive(offer), "paused", isPaused(offer), "url", url(offer),
				"path", path(offer), "price", price(offer), "network", network(offer), "payTo", payTo(offer), "accepts",
				Documents.of(status.accepts()), "routes", OfferRoutesView.json(offer, path(offer)), "agentId",
				status.agentId(), "registrationTxHash", status.registrationTxHash(), "conditions",
				Documents.of(status.conditions()));
	}

	String url(ServiceOffer offer) {
		return this.gateway + path(offer);
	}

	static String path(ServiceOffer offer) {
		return Optional.ofNullable(offer.getStatus().endpoint())
			.filter((endpoint) -> endpoint.startsWith("/"))
			.or(() -> Optional.ofNullable(offer.getSpec().path()))
			.orElse("/services/" + offer.name());
	}

	static boolean isPaused(ServiceOffer offer) {
		var annotations = offer.getMetadata().getAnnotations();
		return annotations != null && "true".equals(annotations.get(ServiceOffer.PAUSED_ANNOTATION));
	}

	/**
	 * Whether buyers can buy: a registration that is only declared does not keep them
	 * away.
	 */
	static boolean isLive(ServiceOffer offer) {
		return current(offer) && (Condition.holds(offer.conditions(), OfferCondition.READY.wire())
				|| Condition.holds(offer.conditions(), OfferCondition.ROUTE_PUBLISHED.wire()));
	}

	private static boolean current(ServiceOffer offer) {
		Long observed = offer.getStatus().observedGeneration();
		return observed == null || observed >= offer.generation();
	}

	private static String ready(ServiceOffer offer) {
		if (isPaused(offer)) {
			return "Paused";
		}
		return Condition.of(offer.conditions(), OfferCondition.READY.wire())
			.map((ready) -> ready.holds() ? "True" : ready.status() + " (" + ready.reason() + ")")
			.orElse("Unknown");
	}

	static String price(ServiceOffer offer) {
		List<ServiceOfferStatus.Price> prices = offer.getStatus().prices();
		if (!prices.isEmpty()) {
			return String.join(", ",
					IntStream.range(0, prices.size())
						.mapToObj((index) -> price(prices.get(index), isByUse(offer.getStatus(), index)))
						.toList());
		}
		return offer.getSpec().effectivePayments().stream().findFirst().map(OfferView::declared).orElse("");
	}

	/** The order of both lists is the same. */
	private static boolean isByUse(ServiceOfferStatus status, int index) {
		return index < status.accepts().size() && PaymentRequirements.UPTO.equals(status.accepts().get(index).scheme());
	}

	private static String price(ServiceOfferStatus.Price price, boolean byUse) {
		String declared = price.declared() + " " + price.symbol() + " " + per(price.unit());
		if (!byUse) {
			return declared;
		}
		return "perMTok".equals(price.unit())
				? declared + ", up to " + price.amount() + " " + price.symbol() + " per request" : "up to " + declared;
	}

	private static String declared(ServiceOfferSpec.Payment payment) {
		ServiceOfferSpec.Price price = payment.price();
		String symbol = (payment.asset() != null) ? Objects.requireNonNullElse(payment.asset().symbol(), "") : "USDC";
		if (price.perRequest() != null) {
			String most = PaymentRequirements.UPTO.equals(payment.scheme()) ? "up to " : "";
			return most + price.perRequest() + " " + symbol + " per request";
		}
		return (price.perMTok() != null) ? price.perMTok() + " " + symbol + " per MTok"
				: price.perHour() + " " + symbol + " per hour";
	}

	private static String per(String unit) {
		return switch (unit) {
			case "perMTok" -> "per MTok";
			case "perHour" -> "per hour";
			default -> "per request";
		};
	}

	static String network(ServiceOffer offer) {
		return String.join(", ",
				offer.getSpec()
					.effectivePayments()
					.stream()
					.map((payment) -> name(payment.network()))
					.distinct()
					.toList());
	}

	private static String name(String network) {
		try {
			return Network.parse(network).displayName();
		}
		catch (IllegalArgumentException unknown) {
			return network;
		}
	}

	private static String asset(ServiceOffer offer) {
		ServiceOfferStatus status = offer.getStatus();
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < Math.min(status.accepts().size(), status.prices().size()); i++) {
			text.append(text.isEmpty() ? "" : ", ")
				.append(status.prices().get(i).symbol())
				.append(" (")
				.append(status.accepts().get(i).asset())
				.append(")");
		}
		return text.toString();
	}

	private static String payTo(ServiceOffer offer) {
		return offer.getSpec().effectivePayments().stream().findFirst().map(ServiceOfferSpec.Payment::payTo).orElse("");
	}

}
