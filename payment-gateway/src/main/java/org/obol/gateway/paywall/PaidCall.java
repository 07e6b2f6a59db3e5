package org.obol.gateway.paywall;

import org.obol.gateway.route.Route;
import org.obol.gateway.upstream.BuyerRequest;
import org.obol.gateway.upstream.Upstream;

/**
 * A call that came with a payment.
 *
 * @param route the offer
 * @param request what is asked of it
 * @param payment the value of the payment header
 * @param address the buyer's address, for limits
 * @param upstream how to reach what is sold
 * @param buyer whether somebody is still waiting
 */
public record PaidCall(Route route, BuyerRequest request, String payment, String address, Upstream upstream,
		Buyer buyer) {

	/** The one who waits for the answer. */
	@FunctionalInterface
	public interface Buyer {

		/**
		 * Tells whether the connection broke.
		 * @return true once nobody waits any more
		 */
		boolean isGone();

	}

}
