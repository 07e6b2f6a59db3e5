package org.obol.x402.codec;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.obol.x402.Network;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.ResourceInfo;
import org.obol.x402.TransferMethod;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Offers and what they are for, in the shapes of both versions.
 */
final class Requirements {

	/** The v1 schema of {@code x402} 1.2 refuses longer values. */
	private static final int V1_MAX_DIGITS = 18;

	private Requirements() {
	}

	static ObjectNode toV2(PaymentRequirements requirements) {
		ObjectNode object = Wire.newObject();
		object.put("scheme", requirements.scheme());
		object.put("network", requirements.network().caip2());
		object.put("amount", requirements.amount().toString());
		object.put("asset", requirements.asset());
		object.put("payTo", requirements.payTo());
		object.put("maxTimeoutSeconds", requirements.maxTimeoutSeconds());
		if (!requirements.extra().isEmpty()) {
			object.set("extra", Wire.tree(requirements.extra()));
		}
		return object;
	}

	static PaymentRequirements fromV2(Fields fields) {
		return new PaymentRequirements(fields.text("scheme"),
				fields.parsed("network", Network::new, "a CAIP-2 network such as eip155:84532"),
				fields.amount("amount"), fields.text("asset"), fields.text("payTo"),
				fields.integer("maxTimeoutSeconds", 1), fields.open("extra"));
	}

	/**
	 * Whether the published v1 clients can pay this offer. They check every entry of a
	 * list and refuse all of it for one entry they don't know.
	 */
	static boolean fitsV1(PaymentRequirements requirements) {
		return PaymentRequirements.EXACT.equals(requirements.scheme()) && requirements.network().isKnownToV1Clients()
				&& requirements.transferMethod().filter(TransferMethod.EIP3009::equals).isPresent()
				&& requirements.amount().toString().length() <= V1_MAX_DIGITS;
	}

	static ObjectNode toV1(PaymentRequirements requirements, ResourceInfo resource) {
		ObjectNode object = Wire.newObject();
		object.put("scheme", requirements.scheme());
		object.put("network", requirements.network().v1Name().orElseThrow());
		object.put("maxAmountRequired", requirements.amount().toString());
		object.put("resource", resource.url());
		object.put("description", (resource.description() != null) ? resource.description() : "");
		object.put("mimeType", (resource.mimeType() != null) ? resource.mimeType() : "");
		object.put("payTo", requirements.payTo());
		object.put("maxTimeoutSeconds", requirements.maxTimeoutSeconds());
		object.put("asset", requirements.asset());
		if (!requirements.extra().isEmpty()) {
			object.set("extra", Wire.tree(requirements.extra()));
		}
		return object;
	}

	static PaymentRequirements fromV1(Fields fields) {
		return new PaymentRequirements(fields.text("scheme"), v1Network(fields), fields.amount("maxAmountRequired"),
				fields.text("asset"), fields.text("payTo"), fields.integer("maxTimeoutSeconds", 1),
				fields.open("extra"));
	}

	static Network v1Network(Fields fields) {
		return Network.ofV1Name(fields.text("network"))
			.orElseThrow(() -> fields.bad("network", "a v1 network name such as base-sepolia"));
	}

	static ObjectNode resource(ResourceInfo resource) {
		ObjectNode object = Wire.newObject();
		object.put("url", resource.url());
		putIfPresent(object, "description", resource.description());
		putIfPresent(object, "mimeType", resource.mimeType());
		putIfPresent(object, "serviceName", resource.serviceName());
		if (!resource.tags().isEmpty()) {
			ArrayNode tags = object.putArray("tags");
			resource.tags().forEach(tags::add);
		}
		putIfPresent(object, "iconUrl", resource.iconUrl());
		return object;
	}

	static ResourceInfo resource(Fields parent) {
		Fields fields = parent.child("resource");
		String url = fields.text("url");
		List<String> tags = fields.texts("tags");
		try {
			return new ResourceInfo(url, fields.optionalText("description"), fields.optionalText("mimeType"),
					fields.optionalText("serviceName"), tags, fields.optionalText("iconUrl"));
		}
		catch (IllegalArgumentException ex) {
			throw parent.bad("resource", "a resource as x402 v2 describes it");
		}
	}

	static void putIfPresent(ObjectNode object, String name, @Nullable String value) {
		if (value != null) {
			object.put(name, value);
		}
	}

}
