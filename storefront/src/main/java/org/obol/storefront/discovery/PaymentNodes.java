package org.obol.storefront.discovery;

import java.util.Map;
import java.util.TreeMap;
import org.obol.api.ServiceOfferStatus.Accepts;
import org.obol.storefront.catalogue.Operation;
import org.obol.storefront.catalogue.PaymentOption;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a call costs, as machines read it. */
final class PaymentNodes {

	/** Dollar tokens are told as dollars, because crawlers only know currencies. */
	private static final Map<String, String> CURRENCIES = Map.of("USDC", "USD");

	/**
	 * ISO 4217 for "no currency": crawlers take a missing one for dollars, and insist on
	 * three letters.
	 */
	private static final String NO_CURRENCY = "XXX";

	private PaymentNodes() {
	}

	/** The same list as in the 402, which alone names the facilitator of {@code upto}. */
	static ArrayNode accepts(Operation operation) {
		return Nodes.array(operation.payments().stream().map(PaymentOption::terms).map(PaymentNodes::accepts).toList());
	}

	static ObjectNode accepts(Accepts terms) {
		return Nodes.object("scheme", terms.scheme(), "network", terms.network(), "amount", terms.amount(), "asset",
				terms.asset(), "payTo", terms.payTo(), "maxTimeoutSeconds", terms.maxTimeoutSeconds(), "extra",
				new TreeMap<>(terms.extra()));
	}

	/** The OpenAPI extension {@code x-payment-info}, as x402 crawlers read it. */
	static ObjectNode info(Operation operation) {
		PaymentOption first = operation.payments().getFirst();
		ObjectNode price = first.isByUse()
				? Nodes.object("mode", "dynamic", "currency", currency(first), "min", "0", "max",
						first.price().amount())
				: Nodes.object("mode", "fixed", "currency", currency(first), "amount", first.price().amount());
		return Nodes.object("price", price, "protocols", Nodes.list(Nodes.object("x402", Nodes.object())), "priceText",
				first.text(), "accepts", accepts(operation));
	}

	private static String currency(PaymentOption option) {
		return CURRENCIES.getOrDefault(option.price().symbol(), NO_CURRENCY);
	}

}
