package org.obol.x402.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.obol.x402.codec.MalformedMessageException.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Bytes to JSON and back, with the limits and the strictness that hostile input needs: a
 * member that stands there twice would be read differently by different programs.
 */
final class Wire {

	/** Deep enough for a JSON Schema in an extension, and no deeper. */
	private static final int MAX_DEPTH = 40;

	private static final int MAX_NUMBER = 80;

	private static final char REPLACEMENT = '\ufffd';

	private static final JsonMapper JSON = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(
					StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).maxNumberLength(MAX_NUMBER).build())
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.build())
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private Wire() {
	}

	static ObjectNode newObject() {
		return JSON.createObjectNode();
	}

	/**
	 * A plain value as JSON; by hand, because finding a serializer each time costs more.
	 */
	static JsonNode tree(@Nullable Object value) {
		JsonNodeFactory nodes = JSON.getNodeFactory();
		return switch (value) {
			case null -> nodes.nullNode();
			case String text -> nodes.stringNode(text);
			case Boolean flag -> nodes.booleanNode(flag);
			case Integer number -> nodes.numberNode(number);
			case Map<?, ?> map -> {
				ObjectNode object = nodes.objectNode();
				map.forEach((name, member) -> object.set(String.valueOf(name), tree(member)));
				yield object;
			}
			case Collection<?> items -> {
				ArrayNode array = nodes.arrayNode(items.size());
				items.forEach((item) -> array.add(tree(item)));
				yield array;
			}
			default -> JSON.valueToTree(value);
		};
	}

	/** JSON as a plain value; numbers of the type that Jackson gives them. */
	static @Nullable Object plain(JsonNode node) {
		return switch (node) {
			case ObjectNode object -> {
				Map<String, @Nullable Object> members = new LinkedHashMap<>();
				object.forEachEntry((name, member) -> members.put(name, plain(member)));
				yield members;
			}
			case ArrayNode array -> {
				List<@Nullable Object> items = new ArrayList<>(array.size());
				array.forEach((item) -> items.add(plain(item)));
				yield items;
			}
			case StringNode text -> text.stringValue();
			case BooleanNode flag -> flag.booleanValue();
			case NullNode ignored -> null;
			default -> JSON.treeToValue(node, Object.class);
		};
	}

	static byte[] bytes(ObjectNode object) {
		return JSON.writeValueAsBytes(object);
	}

	static String header(ObjectNode object) {
		return Base64.getEncoder().encodeToString(bytes(object));
	}

	static Fields fromHeader(String header, int maxLength) {
		if (header.length() > maxLength) {
			throw new MalformedMessageException(Reason.TOO_LONG,
					"the header is longer than " + maxLength + " characters");
		}
		return fromBytes(unbase64(header), maxLength);
	}

	static Fields fromBytes(byte[] json, int maxLength) {
		if (json.length > maxLength) {
			throw new MalformedMessageException(Reason.TOO_LONG, "the message is longer than " + maxLength + " bytes");
		}
		try {
			String text = utf8(json);
			if (JSON.readTree(text) instanceof ObjectNode object && isText(text, object)) {
				return new Fields(object, "");
			}
		}
		catch (JacksonException | NumberFormatException | CharacterCodingException ignored) {
			// Told below; the parser's own message would repeat the sender's bytes.
			// Numbers with a giant
			// exponent come out as NumberFormatException.
		}
		throw new MalformedMessageException(Reason.NOT_JSON,
				"not a JSON object in UTF-8, or deeper than " + MAX_DEPTH + " levels, or a member is there twice");
	}

	/**
	 * Half a surrogate pair can be escaped in JSON but not be written in UTF-8, so a
	 * message with one could be read and never be sent on.
	 */
	private static boolean isText(String json, JsonNode node) {
		return json.indexOf("\\u") < 0 || isText(node);
	}

	private static boolean isText(JsonNode node) {
		if (node.isString()) {
			return isText(node.stringValue());
		}
		return node.propertyNames().stream().allMatch(Wire::isText) && node.valueStream().allMatch(Wire::isText);
	}

	private static boolean isText(String text) {
		return StandardCharsets.UTF_8.newEncoder().canEncode(text);
	}

	private static String utf8(byte[] bytes) throws CharacterCodingException {
		String text = new String(bytes, StandardCharsets.UTF_8);
		// It may have been sent, or stand for something that is no UTF-8.
		return (text.indexOf(REPLACEMENT) < 0) ? text
				: StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
	}

	private static byte[] unbase64(String header) {
		try {
			return Base64.getDecoder().decode(header);
		}
		catch (IllegalArgumentException ex) {
			throw new MalformedMessageException(Reason.NOT_BASE64, "not base64 of the standard alphabet");
		}
	}

}
