package org.obol.gateway.route;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.obol.x402.PaymentRequired;
import org.obol.x402.codec.PaymentRequiredCodec;

/**
 * A finished 402 that clients of both protocol versions can pay: version 2 reads the
 * header, version 1 the body (x402 v2 transport, HTTP). Computed once per offer.
 */
public final class Quote {

	private final PaymentRequired required;

	private final String header;

	private final byte[] body;

	private final byte[] page;

	private Quote(PaymentRequired required, byte[] body, byte[] page) {
		this.required = required;
		this.page = page;
		this.header = PaymentRequiredCodec.encodeHeader(required);
		this.body = body;
	}

	/**
	 * Computes the bytes.
	 * @param required what is asked for
	 * @param runtime what is sold
	 * @return the 402 for a request without payment
	 */
	public static Quote of(PaymentRequired required, Runtime runtime) {
		return new Quote(required, withReason(required, "payment_required",
				"Pay with one of the ways in accepts (x402 version 1: this body; version 2: header PAYMENT-REQUIRED).",
				true), QuotePage.of(required, runtime));
	}

	/**
	 * The same offer, with what was wrong with the payment.
	 * @param sentence for people
	 * @param reason a code for programs
	 * @param hint what to do about it
	 * @param retriable whether another payment can help
	 * @return the 402
	 */
	public Quote refusing(String sentence, String reason, String hint, boolean retriable) {
		PaymentRequired refused = this.required.withError(sentence);
		return new Quote(refused, withReason(refused, reason, hint, retriable), this.page);
	}

	/**
	 * What is asked for.
	 * @return the offer
	 */
	public PaymentRequired required() {
		return this.required;
	}

	/**
	 * The value of {@code PAYMENT-REQUIRED}.
	 * @return base64
	 */
	public String header() {
		return this.header;
	}

	/**
	 * The body. Shared: not to be changed.
	 * @return JSON
	 */
	public byte[] body() {
		return this.body;
	}

	/**
	 * The same for people. Shared: not to be changed.
	 * @return HTML in UTF-8
	 */
	public byte[] page() {
		return this.page;
	}

	// The schema of the v1 clients ignores members it doesn't know, so both kinds of
	// reader share one object.
	private static byte[] withReason(PaymentRequired required, String reason, String hint, boolean retriable) {
		byte[] v1 = PaymentRequiredCodec.encodeV1Body(required);
		byte[] more = (",\"reason\":\"" + reason + "\",\"hint\":\"" + hint + "\",\"retriable\":" + retriable + "}")
			.getBytes(StandardCharsets.UTF_8);
		byte[] body = Arrays.copyOf(v1, v1.length - 1 + more.length);
		System.arraycopy(more, 0, body, v1.length - 1, more.length);
		return body;
	}

}
