package org.obol.x402.codec;

/**
 * The names of the headers that carry payments over HTTP.
 */
public final class PaymentHeaders {

	/** v2, on a 402: base64 of the JSON PaymentRequired. */
	public static final String PAYMENT_REQUIRED = "PAYMENT-REQUIRED";

	/** v2, on a request: base64 of the JSON PaymentPayload. */
	public static final String PAYMENT_SIGNATURE = "PAYMENT-SIGNATURE";

	/** v2, on the answer: base64 of the JSON SettlementResponse. */
	public static final String PAYMENT_RESPONSE = "PAYMENT-RESPONSE";

	/** v1, on a request: base64 of the JSON PaymentPayload. */
	public static final String X_PAYMENT = "X-PAYMENT";

	/** v1, on the answer: base64 of the JSON SettlementResponse. */
	public static final String X_PAYMENT_RESPONSE = "X-PAYMENT-RESPONSE";

	/** The longest payment header that is read, in characters. */
	public static final int MAX_LENGTH = 16 * 1024;

	private PaymentHeaders() {
	}

}
