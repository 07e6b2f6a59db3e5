package org.obol.x402.codec;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.obol.x402.AtomicAmount;
import org.obol.x402.codec.MalformedMessageException.Reason;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the members of one JSON object strictly: no conversions between types, and each
 * refusal names the member by its path.
 */
final class Fields {

	private static final int ADDRESS_DIGITS = 40;

	private static final int BYTES32_DIGITS = 64;

	private final ObjectNode object;

	private final String path;

	Fields(ObjectNode object, String path) {
		this.object = object;
		this.path = path;
	}

	boolean has(String name) {
		JsonNode node = this.object.get(name);
		return node != null && !node.isNull();
	}

	String text(String name) {
		return textOf(name, required(name));
	}

	@Nullable String optionalText(String name) {
		return has(name) ? text(name) : null;
	}

	String textOr(String name, String otherwise) {
		return has(name) ? text(name) : otherwise;
	}

	boolean flag(String name) {
		JsonNode node = required(name);
		if (!node.isBoolean()) {
			throw bad(name, "true or false");
		}
		return node.booleanValue();
	}

	int integer(String name, int min) {
		JsonNode node = required(name);
		if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < min) {
			throw bad(name, "an integer of at least " + min);
		}
		return node.intValue();
	}

	String address(String name) {
		return hex(name, ADDRESS_DIGITS, "an address, 0x and 40 hex digits");
	}

	String bytes32(String name) {
		return hex(name, BYTES32_DIGITS, "0x and 64 hex digits");
	}

	String hex(String name) {
		String text = text(name);
		return hex(name, text.length() - 2 + (text.length() & 1), "0x and hex digits");
	}

	AtomicAmount amount(String name) {
		return parsed(name, AtomicAmount::parse, "a decimal string below 2^256");
	}

	BigInteger uint(String name) {
		return amount(name).value();
	}

	<T> T parsed(String name, Function<String, T> parser, String expected) {
		String text = text(name);
		try {
			return parser.apply(text);
		}
		catch (IllegalArgumentException ex) {
			throw bad(name, expected);
		}
	}

	Fields child(String name) {
		if (required(name) instanceof ObjectNode child) {
			return new Fields(child, this.path + name + ".");
		}
		throw bad(name, "an object");
	}

	/** The items of an array of objects. */
	List<Fields> children(String name) {
		List<Fields> children = new ArrayList<>();
		for (JsonNode item : array(name)) {
			if (!(item instanceof ObjectNode child)) {
				throw bad(name, "an array of objects");
			}
			children.add(new Fields(child, this.path + name + "[" + children.size() + "]."));
		}
		return children;
	}

	List<String> texts(String name) {
		List<String> texts = new ArrayList<>();
		if (has(name)) {
			array(name).forEach((item) -> texts.add(textOf(name, item)));
		}
		return texts;
	}

	/**
	 * Lists of texts, by names that are the sender's own and so in no refusal; absent
	 * counts as empty.
	 */
	Map<String, List<String>> textsByName(String name) {
		Map<String, List<String>> lists = new LinkedHashMap<>();
		if (has(name)) {
			child(name).object.properties().forEach((entry) -> {
				if (!entry.getValue().isNull()) {
					lists.put(entry.getKey(), textsIn(name, entry.getValue()));
				}
			});
		}
		return lists;
	}

	private List<String> textsIn(String name, JsonNode list) {
		if (!(list instanceof ArrayNode) || !list.valueStream().allMatch(JsonNode::isString)) {
			throw bad(name, "lists of strings by name");
		}
		return list.valueStream().map(JsonNode::stringValue).toList();
	}

	/** An open object as plain values; absent counts as empty. */
	Map<String, Object> open(String name) {
		return has(name) ? child(name).members() : Map.of();
	}

	Map<String, Object> members() {
		Map<String, Object> members = new LinkedHashMap<>();
		this.object.properties().forEach((entry) -> {
			if (!entry.getValue().isNull()) {
				members.put(entry.getKey(), Objects.requireNonNull(Wire.plain(entry.getValue())));
			}
		});
		return members;
	}

	MalformedMessageException bad(String name, String expected) {
		return new MalformedMessageException(Reason.BAD_FIELD, this.path + name + " must be " + expected);
	}

	private ArrayNode array(String name) {
		if (required(name) instanceof ArrayNode array) {
			return array;
		}
		throw bad(name, "an array");
	}

	private String hex(String name, int digits, String expected) {
		String text = text(name);
		boolean good = text.length() == digits + 2 && text.startsWith("0x");
		for (int i = 2; good && i < text.length(); i++) {
			good = HexFormat.isHexDigit(text.charAt(i));
		}
		if (!good) {
			throw bad(name, expected);
		}
		return text;
	}

	private String textOf(String name, JsonNode node) {
		if (!node.isString()) {
			throw bad(name, "a string");
		}
		return node.stringValue();
	}

	private JsonNode required(String name) {
		JsonNode node = this.object.get(name);
		if (node == null || node.isNull()) {
			throw new MalformedMessageException(Reason.MISSING_FIELD, this.path + name + " is missing");
		}
		return node;
	}

}
