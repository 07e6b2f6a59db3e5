package org.obol.x402.extension;

import java.util.List;
import java.util.Map;

/**
 * The extension {@code bazaar}: how a resource is called and what comes back, so that a
 * facilitator can list it and an agent can call it without reading prose.
 */
public final class Bazaar {

	/** The extension's key. */
	public static final String KEY = "bazaar";

	private static final List<String> WITHOUT_BODY = List.of("GET", "HEAD", "DELETE");

	private static final List<String> WITH_BODY = List.of("POST", "PUT", "PATCH");

	private Bazaar() {
	}

	/**
	 * A resource that is called by its URL.
	 * @param method GET, HEAD or DELETE
	 * @return info and JSON Schema
	 * @throws IllegalArgumentException for a method that has a body
	 */
	public static Map<String, Object> query(String method) {
		require(method, WITHOUT_BODY);
		Map<String, Object> input = JsonSchemas.members("type", "http", "method", method, "queryParams", Map.of());
		Map<String, Object> schema = JsonSchemas.closed(JsonSchemas.members("type", JsonSchemas.one("http"), "method",
				JsonSchemas.one(method), "queryParams", JsonSchemas.members("type", "object")), "type", "method");
		return JsonSchemas.declaration(JsonSchemas.members("input", input),
				JsonSchemas.ofInfo(JsonSchemas.members("input", schema), "input"));
	}

	/**
	 * A resource that takes a JSON body.
	 * @param method POST, PUT or PATCH
	 * @param example a body that works; empty when none is known
	 * @param body the JSON Schema of bodies, without external references
	 * @return info and JSON Schema
	 * @throws IllegalArgumentException for a method that has no body
	 */
	public static Map<String, Object> json(String method, Map<String, Object> example, Map<String, Object> body) {
		require(method, WITH_BODY);
		Map<String, Object> input = JsonSchemas.members("type", "http", "method", method, "bodyType", "json", "body",
				example);
		Map<String, Object> schema = JsonSchemas.closed(JsonSchemas.members("type", JsonSchemas.one("http"), "method",
				JsonSchemas.one(method), "bodyType", JsonSchemas.one("json"), "body", body), "type", "method",
				"bodyType", "body");
		return JsonSchemas.declaration(JsonSchemas.members("input", input),
				JsonSchemas.ofInfo(JsonSchemas.members("input", schema), "input"));
	}

	/**
	 * A chat model or agent, called as OpenAI's are.
	 * @return info and JSON Schema
	 */
	public static Map<String, Object> chat() {
		Map<String, Object> message = JsonSchemas
			.object(JsonSchemas.members("role", JsonSchemas.text(), "content", JsonSchemas.text()), "role", "content");
		Map<String, Object> messages = JsonSchemas.members("type", "array", "items", message);
		Map<String, Object> stream = JsonSchemas.members("type", "boolean");
		return json("POST",
				JsonSchemas.members("messages",
						List.of(JsonSchemas.members("role", "user", "content", "What can you do?"))),
				JsonSchemas.object(JsonSchemas.members("messages", messages, "stream", stream), "messages"));
	}

	private static void require(String method, List<String> allowed) {
		if (!allowed.contains(method)) {
			throw new IllegalArgumentException("method " + method + " is not one of " + String.join(", ", allowed));
		}
	}

}
