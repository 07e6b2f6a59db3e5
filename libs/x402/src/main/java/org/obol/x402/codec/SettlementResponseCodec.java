package org.obol.x402.codec;

import org.obol.x402.ErrorReason;
import org.obol.x402.Network;
import org.obol.x402.SettlementResponse;
import org.obol.x402.X402Version;
import tools.jackson.databind.node.ObjectNode;

/**
 * The receipt, to and from its header.
 */
public final class SettlementResponseCodec {

	private static final int MAX_LENGTH = 64 * 1024;

	private SettlementResponseCodec() {
	}

	/**
	 * The header a receipt is sent in.
	 * @param version the version of the payment it answers
	 * @return {@code PAYMENT-RESPONSE} or {@code X-PAYMENT-RESPONSE}
	 */
	public static String headerName(X402Version version) {
		return switch (version) {
			case V1 -> PaymentHeaders.X_PAYMENT_RESPONSE;
			case V2 -> PaymentHeaders.PAYMENT_RESPONSE;
		};
	}

	/**
	 * The header value for a receipt.
	 * @param response the receipt
	 * @param version the version of the payment it answers
	 * @return base64
	 */
	public static String encodeHeader(SettlementResponse response, X402Version version) {
		return Wire.header(encode(response, version));
	}

	/**
	 * Reads the value of either receipt header.
	 * @param header base64
	 * @return the receipt
	 * @throws MalformedMessageException when it isn't one
	 */
	public static SettlementResponse decodeHeader(String header) {
		return decode(Wire.fromHeader(header, MAX_LENGTH));
	}

	static ObjectNode encode(SettlementResponse response, X402Version version) {
		ObjectNode object = Wire.newObject();
		object.put("success", response.success());
		if (response.errorReason() != null) {
			object.put("errorReason", response.errorReason().wire());
		}
		Requirements.putIfPresent(object, "payer", response.payer());
		object.put("transaction", response.transaction());
		String caip2 = response.network().caip2();
		object.put("network", (version == X402Version.V1) ? response.network().v1Name().orElse(caip2) : caip2);
		if (version == X402Version.V2 && response.amount() != null) {
			object.put("amount", response.amount().toString());
		}
		if (version == X402Version.V2 && !response.extensions().isEmpty()) {
			object.set("extensions", Wire.tree(response.extensions()));
		}
		return object;
	}

	static SettlementResponse decode(Fields fields) {
		boolean success = fields.flag("success");
		String reason = fields.optionalText("errorReason");
		return new SettlementResponse(success,
				(reason != null) ? ErrorReason.received(reason, ErrorReason.UNEXPECTED_SETTLE_ERROR) : null,
				fields.optionalText("payer"), fields.textOr("transaction", ""),
				fields.parsed("network", Network::parse, "a network"),
				fields.has("amount") ? fields.amount("amount") : null, fields.open("extensions"));
	}

}
