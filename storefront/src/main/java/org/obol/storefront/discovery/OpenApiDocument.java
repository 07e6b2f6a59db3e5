package org.obol.storefront.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.obol.storefront.catalogue.Catalogue;
import org.obol.storefront.catalogue.Entry;
import org.obol.storefront.catalogue.Operation;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /openapi.json}: every call that can be made here, OpenAPI 3.1 with
 * {@code x-payment-info} at each one that has to be paid for.
 */
final class OpenApiDocument {

	private static final String GUIDANCE = """
			Every paid operation answers 402 with the price when it is called without payment. Sign one element of accepts \
			(x402 exact, EIP-3009 or Permit2) and repeat the request with the header PAYMENT-SIGNATURE. Errors and empty \
			answers are not charged.""";

	private OpenApiDocument() {
	}

	static ObjectNode of(Catalogue catalogue) {
		ObjectNode paths = Nodes.object();
		List<String> tags = new ArrayList<>();
		for (Entry entry : catalogue.entries()) {
			entry.operations().forEach((operation) -> add(paths, entry, operation));
			if (!tags.contains(entry.type())) {
				tags.add(entry.type());
			}
		}
		return Nodes.object("openapi", "3.1.0", "info", info(catalogue), "servers",
				Nodes.list(Nodes.object("url", catalogue.publicUrl())), "tags",
				Nodes.array(tags.stream().sorted().map((tag) -> Nodes.object("name", tag)).toList()), "paths", paths,
				"components", OpenApiParts.components(), "x-agentcash-guidance",
				Nodes.object("llmsTxtUrl", catalogue.publicUrl() + "/llms.txt"));
	}

	private static ObjectNode info(Catalogue catalogue) {
		return Nodes.object("title", catalogue.profile().displayName(), "version", "1", "description",
				catalogue.profile().tagline(), "x-guidance", GUIDANCE, "contact",
				Nodes.object("name", catalogue.profile().displayName(), "url", catalogue.publicUrl()));
	}

	private static void add(ObjectNode paths, Entry entry, Operation operation) {
		String method = operation.method().toLowerCase(Locale.ROOT);
		ObjectNode item = paths.has(operation.path()) ? (ObjectNode) paths.get(operation.path()) : Nodes.object();
		item.set(method, operation(entry, operation, method));
		paths.set(operation.path(), item);
	}

	private static ObjectNode operation(Entry entry, Operation operation, String method) {
		boolean first = operation.equals(entry.operations().getFirst());
		String id = entry.namespace() + "_" + entry.name()
				+ (first ? "" : "_" + method + operation.path().substring(entry.path().length()).replace('/', '_'));
		return Nodes.object("operationId", id, "summary", operation.summary(), "description", entry.description(),
				"tags", Nodes.list(entry.type()), "security", Nodes.list(), "parameters", parameters(entry, method),
				"requestBody", body(entry, method), "responses", OpenApiParts.responses(entry, operation.paid()),
				"x-payment-info", operation.paid() ? PaymentNodes.info(operation) : null);
	}

	/**
	 * What is not known of a service is told as such: crawlers skip calls without any
	 * input.
	 */
	private static @Nullable ArrayNode parameters(Entry entry, String method) {
		return (body(entry, method) == null) ? Nodes.list(OpenApiParts.anyQuery()) : null;
	}

	private static @Nullable ObjectNode body(Entry entry, String method) {
		if (entry.isChat()) {
			return OpenApiParts.chatBody();
		}
		return switch (method) {
			case "post", "put", "patch" -> OpenApiParts.anyBody(entry.type());
			default -> null;
		};
	}

}
