package org.obol.x402.extension;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds the JSON Schemas (draft 2020-12) that declarations carry. */
final class JsonSchemas {

	private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

	private JsonSchemas() {
	}

	/** A map that keeps its order. */
	static Map<String, Object> members(Object... namesAndValues) {
		Map<String, Object> members = new LinkedHashMap<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			members.put((String) namesAndValues[i], namesAndValues[i + 1]);
		}
		return members;
	}

	/** The schema of an {@code info}. */
	static Map<String, Object> ofInfo(Map<String, Object> properties, String... required) {
		Map<String, Object> schema = members("$schema", DIALECT);
		schema.putAll(object(properties, required));
		return schema;
	}

	static Map<String, Object> object(Map<String, Object> properties, String... required) {
		Map<String, Object> schema = members("type", "object", "properties", properties);
		if (required.length > 0) {
			schema.put("required", List.of(required));
		}
		return schema;
	}

	/** An object that may have no other members. */
	static Map<String, Object> closed(Map<String, Object> properties, String... required) {
		Map<String, Object> schema = object(properties, required);
		schema.put("additionalProperties", false);
		return schema;
	}

	static Map<String, Object> text() {
		return members("type", "string");
	}

	static Map<String, Object> one(String value) {
		return members("type", "string", "const", value);
	}

	/** What a seller declares. */
	static Map<String, Object> declaration(Map<String, Object> info, Map<String, Object> schema) {
		return members("info", info, "schema", schema);
	}

}
