package org.obol.agenttools.contract;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.obol.agenttools.tool.ToolRefusedException;
import org.obol.x402.evm.EvmAddress;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The type of an argument, in Solidity's canonical spelling. A value is a text; what the
 * text says must fit the type exactly, because an encoder would cut or wrap it.
 *
 * @param element the elementary type, such as {@code uint256}
 * @param list whether it is a list of them
 */
public record ArgumentType(String element, boolean list) {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final String LIST = "[]";

	private static final String ADDRESS = "address";

	private static final String STRING = "string";

	private static final String BYTES = "bytes";

	private static final String FORM = "address|bool|string|bytes([1-9]|[12][0-9]|3[0-2])?|u?int("
			+ "8|16|24|32|40|48|56|64|72|80|88|96|104|112|120|128|136|144|152|160|168|176|184|192|200|208|216|224|232"
			+ "|240|248|256)";

	private static final Set<String> BOOLS = Set.of("true", "false");

	private static final int MOST = 16;

	private static final int LONGEST = 2048;

	static ArgumentType parse(String text) {
		boolean list = text.endsWith(LIST);
		String element = list ? text.substring(0, text.length() - LIST.length()) : text;
		boolean dynamic = STRING.equals(element) || BYTES.equals(element);
		if (!element.matches(FORM) || (list && dynamic)) {
			throw new IllegalArgumentException("'" + text
					+ "' is not a type that can be called with: use canonical elementary types, or lists of static ones");
		}
		return new ArgumentType(element, list);
	}

	/**
	 * The spelling that selectors are made of.
	 * @return for example {@code uint256[]}
	 */
	public String canonical() {
		return this.element + (this.list ? LIST : "");
	}

	/**
	 * Tells whether values are addresses.
	 * @return true for {@code address}, and a list of it
	 */
	public boolean isAddress() {
		return ADDRESS.equals(this.element);
	}

	/**
	 * Tells whether values are numbers.
	 * @return true for {@code uint8} to {@code int256}
	 */
	public boolean isNumber() {
		return this.element.startsWith("uint") || this.element.startsWith("int");
	}

	/**
	 * Tells whether values are numbers that can't be below zero.
	 * @return true for {@code uint8} to {@code uint256}
	 */
	public boolean isUnsigned() {
		return this.element.startsWith("uint");
	}

	/**
	 * Tells whether a value has room for an address, or for another call, without saying
	 * so.
	 * @return true for {@code bytes} and {@code bytes20} to {@code bytes32}
	 */
	public boolean mayHide() {
		return BYTES.equals(this.element) || (isFixedBytes() && size(BYTES) >= 20);
	}

	private boolean isFixedBytes() {
		return this.element.startsWith(BYTES) && !BYTES.equals(this.element);
	}

	private int size(String prefix) {
		return Integer.parseInt(this.element.substring(prefix.length()));
	}

	/**
	 * Reads a value.
	 * @param text one value, or a JSON list of texts for a list
	 * @return the value, or each of the list, in one spelling
	 * @throws ToolRefusedException if it does not fit the type
	 */
	public List<String> read(String text) {
		List<String> parts = new ArrayList<>();
		for (String part : this.list ? parts(text) : List.of(text)) {
			parts.add(spell(part));
		}
		return List.copyOf(parts);
	}

	private List<String> parts(String text) {
		try {
			JsonNode json = JSON.readTree(text);
			if (json.isArray() && json.size() <= MOST && json.valueStream().allMatch(JsonNode::isString)) {
				return json.valueStream().map(JsonNode::asString).toList();
			}
		}
		catch (JacksonException ex) {
			// Falls through: the sentence is the same.
		}
		throw new ToolRefusedException("A value of type " + canonical() + " is a JSON list of at most " + MOST
				+ " texts, such as [\"1\",\"2\"].");
	}

	private String spell(String text) {
		if (text.length() > LONGEST) {
			throw new ToolRefusedException("An argument has at most " + LONGEST + " characters.");
		}
		if (isAddress() && EvmAddress.isValid(text)) {
			return EvmAddress.checksummed(text);
		}
		boolean fits = switch (this.element) {
			case ADDRESS -> false;
			case "bool" -> BOOLS.contains(text);
			case STRING -> StandardCharsets.UTF_8.newEncoder().canEncode(text);
			case BYTES -> text.matches("0x([0-9a-fA-F]{2})*");
			default -> isNumber() ? isInRange(text) : text.matches("0x[0-9a-fA-F]{" + 2 * size(BYTES) + "}");
		};
		if (!fits) {
			throw new ToolRefusedException("A value does not fit the type " + this.element
					+ ": numbers are decimal texts"
					+ " within the type's range, bytes are 0x and hex digits of the exact length, a bool is true or"
					+ " false, an address has its checksum.");
		}
		return (this.element.startsWith(BYTES)) ? text.toLowerCase(Locale.ROOT) : text;
	}

	private boolean isInRange(String text) {
		if (!text.matches("0|-?[1-9][0-9]{0,77}")) {
			return false;
		}
		BigInteger value = new BigInteger(text);
		return isUnsigned() ? value.signum() >= 0 && value.bitLength() <= size("uint")
				: value.bitLength() < size("int");
	}

	Object encodable(List<String> parts) {
		List<Object> values = new ArrayList<>();
		for (String part : parts) {
			values.add(isNumber() ? new BigInteger(part)
					: ("bool".equals(this.element)) ? (Object) Boolean.valueOf(part) : part);
		}
		return this.list ? values : values.getFirst();
	}

}
