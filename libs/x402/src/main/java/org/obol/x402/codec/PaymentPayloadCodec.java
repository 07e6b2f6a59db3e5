package org.obol.x402.codec;

import org.obol.x402.Authorization;
import org.obol.x402.Network;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.Permit2Authorization;
import org.obol.x402.ResourceInfo;
import org.obol.x402.SchemePayload;
import org.obol.x402.X402Version;
import tools.jackson.databind.node.ObjectNode;

/**
 * The payment a buyer sends, of either version, to and from its header.
 */
public final class PaymentPayloadCodec {

	private PaymentPayloadCodec() {
	}

	/**
	 * Reads the value of {@code PAYMENT-SIGNATURE} or {@code X-PAYMENT}; the version
	 * stands inside.
	 * @param header base64, at most {@value PaymentHeaders#MAX_LENGTH} characters
	 * @return the payment, well-formed but not verified
	 * @throws MalformedMessageException when it isn't one
	 */
	public static PaymentPayload decodeHeader(String header) {
		return decode(Wire.fromHeader(header, PaymentHeaders.MAX_LENGTH));
	}

	/**
	 * The header value for a payment, in the payment's own version.
	 * @param payment the payment
	 * @return base64, for {@link #headerName(PaymentPayload)}
	 */
	public static String encodeHeader(PaymentPayload payment) {
		return Wire.header(encode(payment));
	}

	/**
	 * The header a payment is sent in.
	 * @param payment the payment
	 * @return {@code PAYMENT-SIGNATURE} or {@code X-PAYMENT}
	 */
	public static String headerName(PaymentPayload payment) {
		return switch (payment.version()) {
			case V1 -> PaymentHeaders.X_PAYMENT;
			case V2 -> PaymentHeaders.PAYMENT_SIGNATURE;
		};
	}

	static PaymentPayload decode(Fields fields) {
		return switch (Versions.of(fields)) {
			case V1 -> PaymentPayload.v1(fields.text("scheme"), Requirements.v1Network(fields),
					payload(fields.child("payload")));
			case V2 -> {
				PaymentRequirements accepted = Requirements.fromV2(fields.child("accepted"));
				ResourceInfo resource = fields.has("resource") ? Requirements.resource(fields) : null;
				yield PaymentPayload.v2(accepted, payload(fields.child("payload")), resource,
						fields.open("extensions"));
			}
		};
	}

	static ObjectNode encode(PaymentPayload payment) {
		ObjectNode object = Wire.newObject();
		object.put("x402Version", payment.version().number());
		if (payment.accepted() == null) {
			object.put("scheme", payment.scheme());
			object.put("network", v1Name(payment.network()));
			object.set("payload", payload(payment.payload()));
			return object;
		}
		object.set("payload", payload(payment.payload()));
		if (!payment.extensions().isEmpty()) {
			object.set("extensions", Wire.tree(payment.extensions()));
		}
		if (payment.resource() != null) {
			object.set("resource", Requirements.resource(payment.resource()));
		}
		object.set("accepted", Requirements.toV2(payment.accepted()));
		return object;
	}

	private static String v1Name(Network network) {
		return network.v1Name()
			.orElseThrow(() -> new IllegalArgumentException(
					network + " has no name in x402 version " + X402Version.V1.number()));
	}

	private static SchemePayload payload(Fields fields) {
		if (fields.has("permit2Authorization")) {
			return new SchemePayload.Permit2(fields.hex("signature"), permit2(fields.child("permit2Authorization")));
		}
		if (fields.has("authorization")) {
			return new SchemePayload.Eip3009(fields.hex("signature"), authorization(fields.child("authorization")));
		}
		return new SchemePayload.Opaque(fields.members());
	}

	private static Authorization authorization(Fields fields) {
		return new Authorization(fields.address("from"), fields.address("to"), fields.amount("value"),
				fields.uint("validAfter"), fields.uint("validBefore"), fields.bytes32("nonce"));
	}

	private static Permit2Authorization permit2(Fields fields) {
		Fields permitted = fields.child("permitted");
		Fields witness = fields.child("witness");
		String facilitator = witness.has("facilitator") ? witness.address("facilitator") : null;
		return new Permit2Authorization(fields.address("from"), permitted.address("token"), permitted.amount("amount"),
				fields.address("spender"), fields.uint("nonce"), fields.uint("deadline"),
				new Permit2Authorization.Witness(witness.address("to"), facilitator, witness.uint("validAfter")));
	}

	private static ObjectNode payload(SchemePayload payload) {
		ObjectNode object = Wire.newObject();
		switch (payload) {
			case SchemePayload.Eip3009(String signature, Authorization authorization) -> {
				object.set("authorization", authorization(authorization));
				object.put("signature", signature);
			}
			case SchemePayload.Permit2(String signature, Permit2Authorization authorization) -> {
				object.put("signature", signature);
				object.set("permit2Authorization", permit2(authorization));
			}
			case SchemePayload.Opaque(var members) ->
				members.forEach((name, value) -> object.set(name, Wire.tree(value)));
		}
		return object;
	}

	private static ObjectNode authorization(Authorization authorization) {
		ObjectNode object = Wire.newObject();
		object.put("from", authorization.from());
		object.put("to", authorization.to());
		object.put("value", authorization.value().toString());
		object.put("validAfter", authorization.validAfter().toString());
		object.put("validBefore", authorization.validBefore().toString());
		object.put("nonce", authorization.nonce());
		return object;
	}

	private static ObjectNode permit2(Permit2Authorization authorization) {
		ObjectNode object = Wire.newObject();
		object.put("from", authorization.from());
		ObjectNode permitted = object.putObject("permitted");
		permitted.put("token", authorization.token());
		permitted.put("amount", authorization.amount().toString());
		object.put("spender", authorization.spender());
		object.put("nonce", authorization.nonce().toString());
		object.put("deadline", authorization.deadline().toString());
		ObjectNode witness = object.putObject("witness");
		witness.put("to", authorization.witness().to());
		Requirements.putIfPresent(witness, "facilitator", authorization.witness().facilitator());
		witness.put("validAfter", authorization.witness().validAfter().toString());
		return object;
	}

}
