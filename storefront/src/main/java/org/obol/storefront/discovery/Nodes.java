package org.obol.storefront.discovery;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Builds JSON documents in the order they are written down. */
final class Nodes {

	private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;

	private Nodes() {
	}

	/** Names followed by their values; a null value is left out. */
	static ObjectNode object(@Nullable Object... namesAndValues) {
		ObjectNode object = FACTORY.objectNode();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			Object value = namesAndValues[i + 1];
			if (value != null) {
				object.set(String.valueOf(namesAndValues[i]), node(value));
			}
		}
		return object;
	}

	static ArrayNode array(Iterable<?> values) {
		ArrayNode array = FACTORY.arrayNode();
		values.forEach((value) -> array.add(node(value)));
		return array;
	}

	/** Not an overload of {@link #array}: a JSON object is iterable too. */
	static ArrayNode list(Object... values) {
		return array(Arrays.asList(values));
	}

	private static JsonNode node(Object value) {
		return switch (value) {
			case JsonNode node -> node;
			case String text -> FACTORY.stringNode(text);
			case Boolean flag -> FACTORY.booleanNode(flag);
			case Integer number -> FACTORY.numberNode(number);
			case Long number -> FACTORY.numberNode(number);
			case BigInteger number -> FACTORY.numberNode(number);
			case Map<?, ?> map -> {
				ObjectNode object = FACTORY.objectNode();
				map.forEach((name, element) -> object.set(String.valueOf(name), node(element)));
				yield object;
			}
			case Iterable<?> list -> array(list);
			default -> throw new IllegalArgumentException("No JSON for " + value.getClass());
		};
	}

}
