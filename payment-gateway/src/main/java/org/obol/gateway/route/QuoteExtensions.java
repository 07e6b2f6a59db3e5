package org.obol.gateway.route;

import java.util.List;
import java.util.Map;
import org.obol.x402.PaymentRequirements;

/** What a 402 declares besides the ways to pay. */
public interface QuoteExtensions {

	/**
	 * Tells when finished quotes are out of date.
	 * @return another number whenever the same offer would be declared differently
	 */
	int version();

	/**
	 * The extensions for one offer.
	 * @param sold the offer
	 * @return what each extension declares, by its key
	 */
	Map<String, Object> of(Sold sold);

	/**
	 * What is sold.
	 *
	 * @param url the address that a 402 names
	 * @param runtime what answers
	 * @param accepts the ways to pay
	 */
	record Sold(String url, Runtime runtime, List<PaymentRequirements> accepts) {

		public Sold {
			accepts = List.copyOf(accepts);
		}

	}

}
