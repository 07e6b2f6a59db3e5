package org.obol.x402.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.obol.x402.PaymentRequired;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.ResourceInfo;
import org.obol.x402.X402Version;
import org.obol.x402.codec.MalformedMessageException.Reason;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The 402 answer. A seller sends both forms at once, the v2 header and the v1 body: v2
 * clients read the header first, v1 clients read only the body.
 */
public final class PaymentRequiredCodec {

	private static final int MAX_LENGTH = 64 * 1024;

	private PaymentRequiredCodec() {
	}

	/**
	 * The value of {@code PAYMENT-REQUIRED}.
	 * @param required the offer
	 * @return base64; keep it under about 6,000 characters, many clients cap all headers
	 * together at 16 KB
	 */
	public static String encodeHeader(PaymentRequired required) {
		return Wire.header(v2(required));
	}

	/**
	 * The v2 object as JSON, for documents and for transports without headers.
	 * @param required the offer
	 * @return JSON in UTF-8
	 */
	public static byte[] encodeV2Body(PaymentRequired required) {
		return Wire.bytes(v2(required));
	}

	/**
	 * The v1 body. Only offers that the published v1 clients can read are in it, because
	 * they refuse the whole list for one they don't know; the list may be empty.
	 * @param required the offer
	 * @return JSON in UTF-8
	 */
	public static byte[] encodeV1Body(PaymentRequired required) {
		ObjectNode object = Wire.newObject();
		object.put("x402Version", X402Version.V1.number());
		object.put("error", (required.error() != null) ? required.error() : "Payment required");
		ArrayNode accepts = object.putArray("accepts");
		if (isUrl(required.resource().url())) {
			required.accepts()
				.stream()
				.filter(Requirements::fitsV1)
				.map((offer) -> Requirements.toV1(offer, required.resource()))
				.forEach(accepts::add);
		}
		return Wire.bytes(object);
	}

	/**
	 * Reads the value of {@code PAYMENT-REQUIRED}.
	 * @param header base64
	 * @return the offer; ways to pay that can't be read are left out
	 * @throws MalformedMessageException when it isn't one, or no way to pay can be read
	 */
	public static PaymentRequired decodeHeader(String header) {
		return decode(Wire.fromHeader(header, MAX_LENGTH));
	}

	/**
	 * Reads the body of a 402, of either version.
	 * @param body JSON
	 * @return the offer; ways to pay that can't be read are left out
	 * @throws MalformedMessageException when it isn't one, or no way to pay can be read
	 */
	public static PaymentRequired decodeBody(byte[] body) {
		return decode(Wire.fromBytes(body, MAX_LENGTH));
	}

	private static ObjectNode v2(PaymentRequired required) {
		ObjectNode object = Wire.newObject();
		object.put("x402Version", X402Version.V2.number());
		Requirements.putIfPresent(object, "error", required.error());
		object.set("resource", Requirements.resource(required.resource()));
		ArrayNode accepts = object.putArray("accepts");
		required.accepts().stream().map(Requirements::toV2).forEach(accepts::add);
		if (!required.extensions().isEmpty()) {
			object.set("extensions", Wire.tree(required.extensions()));
		}
		return object;
	}

	private static PaymentRequired decode(Fields fields) {
		return switch (Versions.of(fields)) {
			case V2 -> new PaymentRequired(X402Version.V2, fields.optionalText("error"), Requirements.resource(fields),
					readable(fields, Requirements::fromV2), fields.open("extensions"));
			case V1 -> new PaymentRequired(X402Version.V1, fields.optionalText("error"), v1Resource(fields),
					readable(fields, Requirements::fromV1), java.util.Map.of());
		};
	}

	private static List<PaymentRequirements> readable(Fields fields, Function<Fields, PaymentRequirements> reader) {
		List<PaymentRequirements> offers = new ArrayList<>();
		for (Fields offer : fields.children("accepts")) {
			try {
				offers.add(reader.apply(offer));
			}
			catch (MalformedMessageException ignored) {
				// A scheme or chain from elsewhere must not hide the ones we can pay.
			}
		}
		if (offers.isEmpty()) {
			throw new MalformedMessageException(Reason.BAD_FIELD, "accepts has no way to pay that can be read");
		}
		return offers;
	}

	private static ResourceInfo v1Resource(Fields fields) {
		List<Fields> offers = fields.children("accepts");
		if (offers.isEmpty()) {
			throw fields.bad("accepts", "a list with at least one way to pay");
		}
		Fields first = offers.getFirst();
		return ResourceInfo.of(first.parsed("resource", PaymentRequiredCodec::notEmpty, "a URL"),
				first.optionalText("description"), first.optionalText("mimeType"));
	}

	private static String notEmpty(String text) {
		if (text.isEmpty()) {
			throw new IllegalArgumentException("empty");
		}
		return text;
	}

	private static boolean isUrl(String text) {
		return text.startsWith("http://") || text.startsWith("https://");
	}

}
