package org.obol.storefront.catalogue;

import java.util.List;

/**
 * One call a buyer can make.
 *
 * @param method the HTTP method
 * @param path the public path
 * @param summary one sentence for people
 * @param payments the ways to pay for it; empty for one that is free
 */
public record Operation(String method, String path, String summary, List<PaymentOption> payments) {

	public Operation {
		payments = List.copyOf(payments);
	}

	/**
	 * Tells whether it has to be paid for.
	 * @return false for what the seller gives away
	 */
	public boolean paid() {
		return !this.payments.isEmpty();
	}

	/**
	 * The price of a call.
	 * @return such as {@code 0.001 USDC/request}, or {@code free}
	 */
	public String priceText() {
		return paid() ? this.payments.getFirst().text() : "free";
	}

}
