package org.obol.gateway.route;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.obol.x402.Network;
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
	 * Who may settle what was paid for with a maximum.
	 * @param network the chain
	 * @return an address; empty as long as no facilitator says that it does
	 */
	default Optional<String> facilitatorAddress(Network network) {
		return Optional.empty();
	}

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
