package org.obol.offercontroller.payment;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.obol.api.ServiceOfferSpec;
import org.obol.api.ServiceOfferSpec.Payment;
import org.obol.api.ServiceOfferStatus.Price;

/**
 * Reads how a declared route is paid. A bare {@code price} is meant in the token of the
 * offer's first payment, and is taken on every network on which the offer takes that
 * token; what is to be taken in another one has to be said in {@code payments}.
 */
final class RoutePayments {

	private RoutePayments() {
	}

	/**
	 * The payments a route declares.
	 * @param route the declared route
	 * @param field where it is in the spec
	 * @param payments how the offer is paid
	 * @param offered the same, worked out; same order
	 * @return none for a route that asks for what the offer asks for, or for nothing
	 */
	static List<Payment> of(ServiceOfferSpec.Route route, String field, List<Payment> payments, List<Price> offered) {
		String gate = Objects.requireNonNullElse(route.gate(), "paid");
		if (!route.hasOwnTerms()) {
			return List.of();
		}
		if (!"paid".equals(gate)) {
			throw new InvalidTermsException(
					field + ".gate '" + gate + "' contradicts its price: use paid, or no price");
		}
		if (!route.payments().isEmpty()) {
			return route.payments();
		}
		List<Payment> own = new ArrayList<>();
		for (int i = 0; i < payments.size(); i++) {
			if (offered.get(i).symbol().equals(offered.getFirst().symbol())) {
				own.add(payments.get(i).withPrice(Objects.requireNonNull(route.price())));
			}
		}
		return own;
	}

}
