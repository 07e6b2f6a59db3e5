package org.obol.gateway.route;

import org.jspecify.annotations.Nullable;
import org.obol.api.ServiceOfferSpec;

/**
 * What calls of one offer may use, with the gateway's defaults filled in.
 *
 * @param maxInFlight calls at once
 * @param rps calls per second and payer; 0 for no limit of the offer's own
 * @param maxRequestBytes bytes of one request's body
 * @param maxResponseBytes bytes of one held-back answer
 * @param maxMessages messages in one chat request
 * @param maxInputTokens estimated tokens of one chat request
 */
public record Limits(int maxInFlight, int rps, long maxRequestBytes, long maxResponseBytes, int maxMessages,
		int maxInputTokens) {

	/** The defaults. */
	public static final Limits DEFAULT = new Limits(64, 0, 1 << 20, 8 << 20, 100, 16_000);

	/** The most that is ever held in memory for one call, whatever an offer says. */
	private static final long MOST_BYTES = 32L << 20;

	static Limits of(ServiceOfferSpec.@Nullable Limits declared) {
		if (declared == null) {
			return DEFAULT;
		}
		return new Limits(or(declared.maxInFlight(), DEFAULT.maxInFlight), or(declared.rps(), DEFAULT.rps),
				Math.min(MOST_BYTES, or(declared.maxRequestBytes(), DEFAULT.maxRequestBytes)),
				Math.min(MOST_BYTES, or(declared.maxResponseBytes(), DEFAULT.maxResponseBytes)),
				or(declared.maxMessages(), DEFAULT.maxMessages), or(declared.maxInputTokens(), DEFAULT.maxInputTokens));
	}

	private static int or(@Nullable Integer declared, int otherwise) {
		return (declared != null && declared > 0) ? declared : otherwise;
	}

	private static long or(@Nullable Long declared, long otherwise) {
		return (declared != null && declared > 0) ? declared : otherwise;
	}

}
