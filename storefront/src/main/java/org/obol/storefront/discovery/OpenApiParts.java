package org.obol.storefront.discovery;

import org.obol.storefront.catalogue.Entry;
import tools.jackson.databind.node.ObjectNode;

/** The schemas and answers that operations share. */
final class OpenApiParts {

	private static final String JSON = "application/json";

	private OpenApiParts() {
	}

	static ObjectNode components() {
		return Nodes.object("schemas",
				Nodes.object("ChatRequest", chatRequest(), "ChatAnswer", chatAnswer(), "PaymentRequired",
						paymentRequired()),
				"responses", Nodes.object("PaymentRequired", paymentRequiredAnswer()), "headers",
				Nodes.object("Receipt",
						Nodes.object("description",
								"Base64 of the JSON settlement: success, transaction, network, payer (x402 v2).",
								"schema", type("string"))));
	}

	static ObjectNode responses(Entry entry, boolean paid) {
		ObjectNode ok = Nodes.object("description", "The answer", "headers",
				paid ? Nodes.object("PAYMENT-RESPONSE", reference("headers/Receipt")) : null, "content",
				content(entry));
		return Nodes.object("200", ok, "402", paid ? reference("responses/PaymentRequired") : null);
	}

	private static ObjectNode content(Entry entry) {
		if (entry.isChat()) {
			return Nodes.object(JSON, Nodes.object("schema", reference("schemas/ChatAnswer")), "text/event-stream",
					Nodes.object("schema", type("string")));
		}
		return Nodes.object("*/*", Nodes.object("schema", Nodes.object()));
	}

	static ObjectNode chatBody() {
		return Nodes.object("required", true, "content",
				Nodes.object(JSON, Nodes.object("schema", reference("schemas/ChatRequest"))));
	}

	static ObjectNode anyQuery() {
		return Nodes.object("name", "query", "in", "query", "required", false, "description",
				"Query parameters reach the service as they are sent.", "style", "form", "explode", true, "schema",
				Nodes.object("type", "object", "additionalProperties", true));
	}

	static ObjectNode anyBody(String type) {
		String media = "fine-tuning".equals(type) ? "multipart/form-data" : JSON;
		return Nodes.object("content", Nodes.object(media,
				Nodes.object("schema", Nodes.object("type", "object", "additionalProperties", true))));
	}

	private static ObjectNode chatRequest() {
		ObjectNode message = Nodes.object("type", "object", "required", Nodes.list("role", "content"), "properties",
				Nodes.object("role", Nodes.object("type", "string", "enum", Nodes.list("system", "user", "assistant")),
						"content", type("string")));
		return Nodes.object("type", "object", "required", Nodes.list("messages"), "properties",
				Nodes.object("messages", Nodes.object("type", "array", "minItems", 1, "items", message), "stream",
						Nodes.object("type", "boolean", "default", false)),
				"example",
				Nodes.object("messages", Nodes.list(Nodes.object("role", "user", "content", "What can you do?"))));
	}

	private static ObjectNode chatAnswer() {
		ObjectNode message = Nodes.object("type", "object", "properties",
				Nodes.object("role", type("string"), "content", type("string")));
		ObjectNode choice = Nodes.object("type", "object", "properties",
				Nodes.object("index", type("integer"), "message", message, "finish_reason", type("string")));
		return Nodes.object("type", "object", "properties", Nodes.object("id", type("string"), "object", type("string"),
				"choices", Nodes.object("type", "array", "items", choice), "usage", type("object")));
	}

	private static ObjectNode paymentRequired() {
		return Nodes.object("type", "object", "required", Nodes.list("x402Version", "accepts"), "properties",
				Nodes.object("x402Version", type("integer"), "error", type("string"), "accepts",
						Nodes.object("type", "array", "items", type("object"))));
	}

	private static ObjectNode paymentRequiredAnswer() {
		ObjectNode header = Nodes.object("description", "Base64 of the JSON PaymentRequired (x402 v2).", "schema",
				type("string"));
		return Nodes.object("description",
				"The price. Sign one of accepts and repeat the request with PAYMENT-SIGNATURE (v2) or X-PAYMENT (v1).",
				"headers", Nodes.object("PAYMENT-REQUIRED", header), "content",
				Nodes.object(JSON, Nodes.object("schema", reference("schemas/PaymentRequired"))));
	}

	private static ObjectNode type(String type) {
		return Nodes.object("type", type);
	}

	private static ObjectNode reference(String part) {
		return Nodes.object("$ref", "#/components/" + part);
	}

}
