package org.obol.offercontroller.payment;

import java.util.List;
import org.obol.api.ServiceOfferStatus.Accepts;
import org.obol.api.ServiceOfferStatus.Price;
import org.obol.api.ServiceOfferStatus.Route;

/** What came of a seller's price: something a buyer can pay, or the reason why not. */
public sealed interface Terms {

	/**
	 * The price can be paid.
	 *
	 * @param accepts x402 v2 payment requirements, amounts in atomic units
	 * @param prices the same for people, in decimal token units and the same order
	 * @param routes what each declared route asks for, in the order of the spec
	 */
	record Payable(List<Accepts> accepts, List<Price> prices, List<Route> routes) implements Terms {

		public Payable {
			accepts = List.copyOf(accepts);
			prices = List.copyOf(prices);
			routes = List.copyOf(routes);
		}

	}

	/**
	 * The price can't be paid as it is written.
	 *
	 * @param message names the field, its value, and what would be right
	 */
	record Refused(String message) implements Terms {

	}

}
