package org.obol.agenttools.tool;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.obol.x402.evm.EvmAddress;

/**
 * One thing a tool takes. Everything is a text, or a list of texts: amounts as decimal
 * texts, because a model's JSON numbers lose digits.
 *
 * @param name the name
 * @param description what is meant, for a model
 * @param form what the whole text must look like
 * @param says the form in words
 * @param longest how many characters at most, of each text
 * @param most how many texts at most; 0 for a single text
 * @param required whether it must be given
 */
public record Parameter(String name, String description, Pattern form, String says, int longest, int most,
		boolean required) {

	private static final Pattern ANYTHING = Pattern.compile("[^\\u0000]*", Pattern.DOTALL);

	private static final int MOST_TEXTS = 8;

	/**
	 * A text of any form.
	 * @param name the name
	 * @param description what is meant
	 * @param longest how many characters at most
	 * @return the parameter, required
	 */
	public static Parameter text(String name, String description, int longest) {
		return new Parameter(name, description, ANYTHING, "a text", longest, 0, true);
	}

	/**
	 * A text of one form.
	 * @param name the name
	 * @param description what is meant
	 * @param form a regular expression
	 * @param says the form in words
	 * @return the parameter, required
	 */
	public static Parameter of(String name, String description, String form, String says) {
		return new Parameter(name, description, Pattern.compile(form), says, 128, 0, true);
	}

	/**
	 * An account or contract.
	 * @param name the name
	 * @param description what is meant
	 * @return the parameter, required
	 */
	public static Parameter address(String name, String description) {
		return of(name, description, "0x[0-9a-fA-F]{40}",
				"an address: 0x and 40 hex digits, in lower case or with" + " its EIP-55 checksum");
	}

	/**
	 * The chain.
	 * @return the parameter, optional
	 */
	public static Parameter network() {
		return of("network",
				"The chain, such as base-sepolia or eip155:84532; see chain_networks. The first one if" + " left out.",
				"[a-zA-Z0-9:_-]{1,64}", "the name of a network")
			.optional();
	}

	/**
	 * Bytes in hex.
	 * @param name the name
	 * @param description what is meant
	 * @param longest how many bytes at most
	 * @return the parameter, required
	 */
	public static Parameter bytes(String name, String description, int longest) {
		return new Parameter(name, description, Pattern.compile("0x([0-9a-fA-F]{2})*"),
				"0x and an even number of hex digits", 2 + 2 * longest, 0, true);
	}

	/**
	 * An address on the web.
	 * @param name the name
	 * @param description what is meant
	 * @return the parameter, required
	 */
	public static Parameter url(String name, String description) {
		return new Parameter(name, description, Pattern.compile("https?://[\\x21-\\x7e]+"), "an http(s) URL", 1024, 0,
				true);
	}

	/**
	 * 32 bytes in hex.
	 * @param name the name
	 * @param description what is meant
	 * @return the parameter, required
	 */
	public static Parameter hash(String name, String description) {
		return of(name, description, "0x[0-9a-fA-F]{64}", "0x and 64 hex digits");
	}

	/**
	 * An amount as people write it.
	 * @param name the name
	 * @param description what is meant
	 * @return the parameter, required
	 */
	public static Parameter amount(String name, String description) {
		return of(name, description, "(0|[1-9][0-9]{0,29})(\\.[0-9]{1,18})?",
				"a decimal number such as 0.01, as a text");
	}

	/**
	 * The same parameter, which may be left out.
	 * @return the parameter
	 */
	public Parameter optional() {
		return new Parameter(this.name, this.description, this.form, this.says, this.longest, this.most, false);
	}

	/**
	 * The same parameter, of which there may be some.
	 * @return the parameter
	 */
	public Parameter several() {
		return new Parameter(this.name, this.description, this.form, this.says, this.longest, MOST_TEXTS,
				this.required);
	}

	boolean isSingle() {
		return this.most == 0;
	}

	String check(Object value) {
		if (!(value instanceof String text) || text.length() > this.longest || !this.form.matcher(text).matches()) {
			throw new ToolRefusedException(
					this.name + " must be " + this.says + ", at most " + this.longest + " characters");
		}
		if (text.matches("0x[0-9a-fA-F]{40}") && !EvmAddress.isValid(text)) {
			throw new ToolRefusedException(this.name + " has a wrong EIP-55 checksum: it was mistyped");
		}
		return text;
	}

	Map<String, Object> schema() {
		Map<String, Object> text = new LinkedHashMap<>(Map.of("type", "string", "maxLength", this.longest));
		if (!this.form.equals(ANYTHING)) {
			text.put("pattern", "^" + this.form.pattern() + "$");
		}
		Map<String, Object> schema = isSingle() ? text
				: new LinkedHashMap<>(Map.of("type", "array", "maxItems", this.most, "items", text));
		schema.put("description", this.description);
		return schema;
	}

	/**
	 * What a tool takes, as JSON Schema.
	 * @param parameters the tool's
	 * @return the schema of an object that has nothing else
	 */
	public static Map<String, Object> schema(List<Parameter> parameters) {
		Map<String, Object> properties = new LinkedHashMap<>();
		parameters.forEach((parameter) -> properties.put(parameter.name, parameter.schema()));
		return Map.of("type", "object", "properties", properties, "required",
				parameters.stream().filter(Parameter::required).map(Parameter::name).toList(), "additionalProperties",
				false);
	}

}
