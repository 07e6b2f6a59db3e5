package org.obol.x402.codec;

import java.util.ArrayList;
import java.util.List;

import org.obol.x402.ErrorReason;
import org.obol.x402.Network;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.SettlementResponse;
import org.obol.x402.Supported;
import org.obol.x402.VerifyResponse;
import org.obol.x402.X402Version;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The bodies of the facilitator's HTTP interface ({@code /verify}, {@code /settle},
 * {@code /supported}).
 */
public final class FacilitatorCodec {

	private static final int MAX_LENGTH = 256 * 1024;

	private FacilitatorCodec() {
	}

	/**
	 * The question to {@code /verify} and {@code /settle}, always in version 2: what a v1
	 * buyer signed is the same bytes, and v1 rules at a facilitator are weaker (a higher
	 * value passes, a used nonce too).
	 * @param payment what the buyer sent
	 * @param requirements the offer it is for
	 * @return JSON
	 */
	public static byte[] encodeRequest(PaymentPayload payment, PaymentRequirements requirements) {
		PaymentPayload v2 = (payment.version() == X402Version.V2) ? payment
				: PaymentPayload.v2(requirements, payment.payload(), payment.resource(), payment.extensions());
		ObjectNode object = Wire.newObject();
		object.put("x402Version", X402Version.V2.number());
		object.set("paymentPayload", PaymentPayloadCodec.encode(v2));
		object.set("paymentRequirements", Requirements.toV2(requirements));
		return Wire.bytes(object);
	}

	/**
	 * Reads the question, of either version.
	 * @param body JSON
	 * @return payment and offer
	 * @throws MalformedMessageException when it isn't one
	 */
	public static Request decodeRequest(byte[] body) {
		Fields fields = Wire.fromBytes(body, MAX_LENGTH);
		PaymentPayload payment = PaymentPayloadCodec.decode(fields.child("paymentPayload"));
		Fields requirements = fields.child("paymentRequirements");
		return new Request(payment, switch (payment.version()) {
			case V1 -> Requirements.fromV1(requirements);
			case V2 -> Requirements.fromV2(requirements);
		});
	}

	/**
	 * The answer of {@code /verify}.
	 * @param response the verdict
	 * @return JSON
	 */
	public static byte[] encode(VerifyResponse response) {
		ObjectNode object = Wire.newObject();
		object.put("isValid", response.isValid());
		if (response.invalidReason() != null) {
			object.put("invalidReason", response.invalidReason().wire());
		}
		Requirements.putIfPresent(object, "invalidMessage", response.invalidMessage());
		Requirements.putIfPresent(object, "payer", response.payer());
		return Wire.bytes(object);
	}

	/**
	 * Reads the answer of {@code /verify}.
	 * @param body JSON
	 * @return the verdict
	 * @throws MalformedMessageException when it isn't one
	 */
	public static VerifyResponse decodeVerifyResponse(byte[] body) {
		Fields fields = Wire.fromBytes(body, MAX_LENGTH);
		String reason = fields.optionalText("invalidReason");
		return new VerifyResponse(fields.flag("isValid"),
				(reason != null) ? ErrorReason.received(reason, ErrorReason.UNEXPECTED_VERIFY_ERROR) : null,
				fields.optionalText("invalidMessage"), fields.optionalText("payer"));
	}

	/**
	 * The answer of {@code /settle}.
	 * @param response the receipt
	 * @param version the version of the payment it answers
	 * @return JSON
	 */
	public static byte[] encode(SettlementResponse response, X402Version version) {
		return Wire.bytes(SettlementResponseCodec.encode(response, version));
	}

	/**
	 * Reads the answer of {@code /settle}.
	 * @param body JSON
	 * @return the receipt
	 * @throws MalformedMessageException when it isn't one
	 */
	public static SettlementResponse decodeSettlementResponse(byte[] body) {
		return SettlementResponseCodec.decode(Wire.fromBytes(body, MAX_LENGTH));
	}

	/**
	 * The answer of {@code /supported}.
	 * @param supported what is supported
	 * @return JSON
	 */
	public static byte[] encode(Supported supported) {
		ObjectNode object = Wire.newObject();
		ArrayNode kinds = object.putArray("kinds");
		for (Supported.Kind kind : supported.kinds()) {
			ObjectNode item = kinds.addObject();
			item.put("x402Version", kind.version().number());
			item.put("scheme", kind.scheme());
			item.put("network", (kind.version() == X402Version.V1)
					? kind.network().v1Name().orElse(kind.network().caip2()) : kind.network().caip2());
			if (!kind.extra().isEmpty()) {
				item.set("extra", Wire.tree(kind.extra()));
			}
		}
		object.set("extensions", Wire.tree(supported.extensions()));
		object.set("signers", Wire.tree(supported.signers()));
		return Wire.bytes(object);
	}

	/**
	 * Reads the answer of {@code /supported}. Kinds this library has no words for are
	 * left out.
	 * @param body JSON
	 * @return what is supported
	 * @throws MalformedMessageException when it isn't one
	 */
	public static Supported decodeSupported(byte[] body) {
		Fields fields = Wire.fromBytes(body, MAX_LENGTH);
		List<Supported.Kind> kinds = new ArrayList<>();
		for (Fields kind : fields.children("kinds")) {
			try {
				kinds.add(new Supported.Kind(Versions.of(kind), kind.text("scheme"),
						kind.parsed("network", Network::parse, "a network"), kind.open("extra")));
			}
			catch (MalformedMessageException ignored) {
				// A facilitator for many chains lists some we have no name for.
			}
		}
		return new Supported(kinds, fields.texts("extensions"), fields.textsByName("signers"));
	}

	/**
	 * What a facilitator is asked.
	 *
	 * @param payment what the buyer sent
	 * @param requirements the offer it is for
	 */
	public record Request(PaymentPayload payment, PaymentRequirements requirements) {
	}

}
