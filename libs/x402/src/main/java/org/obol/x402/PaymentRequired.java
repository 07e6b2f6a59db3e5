package org.obol.x402;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a call that has not been paid: what is sold, and the ways to pay for it.
 *
 * @param version the wire version it was received in; a seller's own is always V2, the
 * codec derives the v1 form from it
 * @param error one sentence for people
 * @param resource what is sold
 * @param accepts the ways to pay, the preferred one first; never empty
 * @param extensions protocol extensions by key, each {@code {info, schema}}
 */
public record PaymentRequired(X402Version version, @Nullable String error, ResourceInfo resource,
		List<PaymentRequirements> accepts, Map<String, Object> extensions) {

	public PaymentRequired {
		accepts = List.copyOf(accepts);
		extensions = Json.copy(extensions);
		if (accepts.isEmpty()) {
			throw new IllegalArgumentException("accepts is empty: a resource for sale needs at least one way to pay");
		}
	}

	/**
	 * What a seller answers.
	 * @param error one sentence for people
	 * @param resource what is sold
	 * @param accepts the ways to pay
	 * @return the offer
	 */
	public static PaymentRequired of(String error, ResourceInfo resource, List<PaymentRequirements> accepts) {
		return new PaymentRequired(X402Version.V2, error, resource, accepts, Map.of());
	}

	/**
	 * The same offer with another sentence, after a payment was refused.
	 * @param sentence for people; no internal text
	 * @return a new offer
	 */
	public PaymentRequired withError(String sentence) {
		return new PaymentRequired(this.version, sentence, this.resource, this.accepts, this.extensions);
	}

	/**
	 * The same offer with these extensions.
	 * @param more extensions by key
	 * @return a new offer
	 */
	public PaymentRequired withExtensions(Map<String, Object> more) {
		return new PaymentRequired(this.version, this.error, this.resource, this.accepts, more);
	}

}
