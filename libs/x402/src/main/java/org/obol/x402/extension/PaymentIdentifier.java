package org.obol.x402.extension;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.obol.x402.PaymentPayload;

/**
 * The extension {@code payment-identifier}: a buyer names a purchase, so that a repeat is
 * recognised even when it was signed again. Same name and same request: the same answer,
 * not charged. Same name for something else: refused.
 */
public final class PaymentIdentifier {

	/** The extension's key. */
	public static final String KEY = "payment-identifier";

	private static final String FORM = "^[a-zA-Z0-9_-]+$";

	private static final int SHORTEST = 16;

	private static final int LONGEST = 128;

	private static final Pattern IDENTIFIER = Pattern.compile("[a-zA-Z0-9_-]{" + SHORTEST + "," + LONGEST + "}");

	private PaymentIdentifier() {
	}

	/**
	 * What a seller declares.
	 * @param required whether it refuses payments without an identifier
	 * @return info and JSON Schema
	 */
	public static Map<String, Object> declaration(boolean required) {
		Map<String, Object> id = JsonSchemas.members("type", "string", "minLength", SHORTEST, "maxLength", LONGEST,
				"pattern", FORM);
		return JsonSchemas.declaration(JsonSchemas.members("required", required), JsonSchemas
			.ofInfo(JsonSchemas.members("required", JsonSchemas.members("type", "boolean"), "id", id), "required"));
	}

	/**
	 * The identifier in a payment.
	 * @param payment what a buyer sent
	 * @return the identifier; empty when the buyer gave none
	 * @throws IllegalArgumentException when the buyer gave one that is none; the message
	 * may be shown
	 */
	public static Optional<String> in(PaymentPayload payment) {
		Object extension = payment.extensions().get(KEY);
		if (extension == null) {
			return Optional.empty();
		}
		if (!(extension instanceof Map<?, ?> declared) || !(declared.get("info") instanceof Map<?, ?> info)) {
			throw new IllegalArgumentException("extensions." + KEY + ".info must be an object");
		}
		Object id = info.get("id");
		if (id == null) {
			return Optional.empty();
		}
		if (!(id instanceof String text) || !IDENTIFIER.matcher(text).matches()) {
			throw new IllegalArgumentException("extensions." + KEY + ".info.id must be " + SHORTEST + " to " + LONGEST
					+ " letters, digits, hyphens and underscores");
		}
		return Optional.of(text);
	}

}
