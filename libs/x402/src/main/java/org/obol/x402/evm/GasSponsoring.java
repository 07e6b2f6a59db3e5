package org.obol.x402.evm;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.obol.x402.AtomicAmount;
import org.obol.x402.PaymentPayload;

/**
 * The extension {@code eip2612GasSponsoring}: a buyer who never approved Permit2 signs
 * the approval too (EIP-2612), and the facilitator pays the gas for it. That is how OBOL
 * is paid without the buyer owning any ether.
 */
public final class GasSponsoring {

	/** The extension's key. */
	public static final String KEY = "eip2612GasSponsoring";

	private static final Pattern SIGNATURE = Pattern.compile("0x[0-9a-fA-F]{130}");

	private static final String INFO = "info";

	private static final Pattern ADDRESS_FORM = Pattern.compile("0x[0-9a-fA-F]{40}");

	private static final List<String> FIELDS = List.of("from", "asset", "spender", "amount", "nonce", "deadline",
			"signature", "version");

	private GasSponsoring() {
	}

	/**
	 * What a seller advertises in {@code extensions}, when its facilitator lists the
	 * extension.
	 * @return info and JSON Schema
	 */
	public static Map<String, Object> advertisement() {
		Map<String, Object> properties = new LinkedHashMap<>();
		for (String field : FIELDS) {
			properties.put(field, Map.of("type", "string"));
		}
		Map<String, Object> schema = new LinkedHashMap<>();
		schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
		schema.put("type", "object");
		schema.put("properties", properties);
		schema.put("required", FIELDS);
		Map<String, Object> info = new LinkedHashMap<>();
		info.put("description", "The facilitator brings the payer's EIP-2612 approval of Permit2 to the chain.");
		info.put("version", "1");
		Map<String, Object> extension = new LinkedHashMap<>();
		extension.put(INFO, info);
		extension.put("schema", schema);
		return extension;
	}

	/**
	 * The approval in a payment.
	 * @param payment what a buyer sent
	 * @return the approval, or empty when none came along
	 * @throws IllegalArgumentException when one came along that can't be read
	 */
	public static Optional<Approval> approvalIn(PaymentPayload payment) {
		if (!(payment.extensions().get(KEY) instanceof Map<?, ?> extension)
				|| !(extension.get(INFO) instanceof Map<?, ?> info) || !info.containsKey("signature")) {
			return Optional.empty();
		}
		String signature = text(info, "signature");
		if (!SIGNATURE.matcher(signature).matches()) {
			throw new IllegalArgumentException("signature must be 65 bytes");
		}
		return Optional.of(new Approval(address(info, "from"), address(info, "asset"), address(info, "spender"),
				AtomicAmount.parse(text(info, "amount")), AtomicAmount.parse(text(info, "nonce")).value(),
				AtomicAmount.parse(text(info, "deadline")).value(), signature));
	}

	/**
	 * The extensions of a payment with an approval in it: what the seller advertised
	 * stays as it was.
	 * @param advertised the extensions of the 402
	 * @param approval the approval
	 * @return the extensions for the payment
	 */
	public static Map<String, Object> with(Map<String, Object> advertised, Approval approval) {
		Map<String, Object> info = new LinkedHashMap<>();
		Map<String, Object> extension = new LinkedHashMap<>();
		if (advertised.get(KEY) instanceof Map<?, ?> sellers) {
			sellers.forEach((name, value) -> extension.put(String.valueOf(name), value));
			if (sellers.get(INFO) instanceof Map<?, ?> sellersInfo) {
				sellersInfo.forEach((name, value) -> info.put(String.valueOf(name), value));
			}
		}
		info.put("from", approval.from());
		info.put("asset", approval.asset());
		info.put("spender", approval.spender());
		info.put("amount", approval.amount().toString());
		info.put("nonce", approval.nonce().toString());
		info.put("deadline", approval.deadline().toString());
		info.put("signature", approval.signature());
		info.put("version", "1");
		extension.put(INFO, info);
		Map<String, Object> extensions = new LinkedHashMap<>(advertised);
		extensions.put(KEY, extension);
		return extensions;
	}

	private static String text(Map<?, ?> info, String name) {
		if (info.get(name) instanceof String text) {
			return text;
		}
		throw new IllegalArgumentException(name + " is missing");
	}

	private static String address(Map<?, ?> info, String name) {
		String address = text(info, name);
		if (!ADDRESS_FORM.matcher(address).matches()) {
			throw new IllegalArgumentException(name + " must be an address");
		}
		return address;
	}

	/**
	 * An approval of Permit2 by signature.
	 *
	 * @param from whose tokens
	 * @param asset the token
	 * @param spender Permit2
	 * @param amount atomic units
	 * @param nonce the owner's permit nonce in the token
	 * @param deadline unix seconds
	 * @param signature 65 bytes, 0x and hex
	 */
	public record Approval(String from, String asset, String spender, AtomicAmount amount, BigInteger nonce,
			BigInteger deadline, String signature) {

		/**
		 * The last byte of the signature as tokens want it.
		 * @return 27 or 28
		 */
		public int v() {
			int v = Integer.parseInt(this.signature.substring(130), 16);
			return (v < 27) ? v + 27 : v;
		}

	}

}
