package org.obol.gateway.paywall;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.obol.gateway.route.Quote;
import org.obol.gateway.route.Route;
import org.obol.x402.ErrorReason;
import org.obol.x402.codec.PaymentHeaders;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Every way to say no. A refusal is a code and two sentences of our own; nothing that a
 * service, a facilitator or a database said is in it.
 */
public final class Refusals {

	private static final String JSON = "application/json";

	private static final int PAYMENT_REQUIRED = 402;

	private static final int PRECONDITION_FAILED = 412;

	private Refusals() {
	}

	/**
	 * Refuses with a JSON body.
	 * @param status the HTTP status
	 * @param reason a code for programs
	 * @param error a sentence for people
	 * @param hint what to do about it
	 * @param retriable whether the same request can help later
	 * @return the reply
	 */
	public static Reply.Whole problem(int status, String reason, String error, String hint, boolean retriable) {
		String body = "{\"error\":\"" + quoted(error) + "\",\"reason\":\"" + reason + "\",\"hint\":\"" + quoted(hint)
				+ "\",\"retriable\":" + retriable + "}";
		return new Reply.Whole(status, headers(JSON), body.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Asks for money.
	 * @param quote the offer
	 * @return the reply
	 */
	static Reply.Whole paymentRequired(Quote quote) {
		Map<String, List<String>> headers = headers(JSON);
		headers.put(PaymentHeaders.PAYMENT_REQUIRED, List.of(quote.header()));
		return new Reply.Whole(PAYMENT_REQUIRED, headers, quote.body());
	}

	static Reply.Whole malformed(String what) {
		return problem(400, "invalid_payment_header", "The payment header can not be read: " + what,
				"Send base64 of a JSON PaymentPayload (x402 version 1: X-PAYMENT, version 2: PAYMENT-SIGNATURE).",
				false);
	}

	static Reply.Whole noMatch(Route route) {
		return paymentRequired(route.quote()
			.refusing("No matching payment requirements", "no_matching_requirement",
					"The payment is for other terms than those offered now. Sign one of accepts as it is.", true));
	}

	static Reply.Whole expiresTooSoon(Route route, long seconds) {
		return paymentRequired(route.quote()
			.refusing("The payment expires too soon", "payment_expires_too_soon",
					"It must be valid for " + seconds + " more seconds, for the call and its settlement.", true));
	}

	static Reply.Whole invalid(Route route, String code) {
		if (ErrorReason.PERMIT2_ALLOWANCE_REQUIRED.wire().equals(code)) {
			return allowanceRequired(route);
		}
		return paymentRequired(route.quote()
			.refusing("Payment invalid: " + code, "payment_invalid",
					"Check balance, network, asset and the EIP-712 domain in extra, then sign again.", true));
	}

	private static Reply.Whole allowanceRequired(Route route) {
		Reply.Whole asked = paymentRequired(route.quote()
			.refusing(ErrorReason.PERMIT2_ALLOWANCE_REQUIRED.wire(), "permit2_allowance_required",
					"Approve the Permit2 contract for this token once, on chain or by signature, then sign again.",
					true));
		return new Reply.Whole(PRECONDITION_FAILED, asked.headers(), asked.body());
	}

	static Reply.Whole notSettled(Route route, String code) {
		return paymentRequired(route.quote()
			.refusing("Payment not settled: " + code, "settlement_rejected",
					"Nothing was charged. Check the balance, then sign again.", true));
	}

	static Reply.Whole facilitatorUnavailable() {
		return problem(503, "facilitator_unavailable", "The payment can not be checked at the moment.",
				"Nothing was charged. Send the same payment again later.", true);
	}

	static Reply.Whole ledgerUnavailable() {
		return problem(503, "ledger_unavailable", "Payments can not be taken at the moment.",
				"Send the same payment again later; do not sign a new one.", true);
	}

	static Reply.Whole inProgress() {
		return problem(409, "payment_in_progress", "This payment is being worked on.",
				"Send the same payment again later; do not sign a new one.", true);
	}

	static Reply.Whole otherRequest() {
		return problem(409, "payment_already_used", "This payment was used for another request.",
				"A payment is good for one request. Sign a new one.", false);
	}

	static Reply.Whole otherPurchase() {
		return problem(409, "payment_identifier_already_used", "This payment-identifier stands for another purchase.",
				"Nothing was charged. Name each purchase differently, and sign a new payment.", false);
	}

	static Reply.Whole usedUp() {
		return problem(409, "payment_already_used", "This payment was used, and its answer is not kept any more.",
				"Sign a new payment for another answer.", false);
	}

	static Reply.Whole settlementUnknown() {
		return later(503, "settlement_unknown", "It is not known yet whether the payment was settled.",
				"Send the same payment again; do not sign a new one.", "5");
	}

	static Reply.Whole tooMany(String code, String error) {
		// What the payment was charged for before, nobody has looked up yet.
		return later(429, code, error, "This call was not charged. Send the same payment again later.", "1");
	}

	private static Reply.Whole later(int status, String code, String error, String hint, String seconds) {
		Reply.Whole reply = problem(status, code, error, hint, true);
		Map<String, List<String>> headers = new LinkedHashMap<>(reply.headers());
		headers.put("Retry-After", List.of(seconds));
		return new Reply.Whole(reply.status(), headers, reply.body());
	}

	static Reply.Whole notCharged(int status, String code) {
		return problem(status, code, "The service gave no answer that is worth its price.",
				"Nothing was charged. The same payment can be sent again.", true);
	}

	static Reply.Whole paidNotServed(int status, String code) {
		return problem(status, code, "The payment was settled, but the service gave no answer.",
				"The payment stays good: send the same one again; do not sign a new one.", true);
	}

	/** What a decoder says may repeat what a buyer sent. */
	private static String quoted(String text) {
		return new String(JsonStringEncoder.getInstance().quoteAsCharArray(text));
	}

	private static Map<String, List<String>> headers(String type) {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		headers.put("Content-Type", List.of(type));
		headers.put("Cache-Control", List.of("no-store"));
		return headers;
	}

}
