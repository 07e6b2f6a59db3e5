package org.obol.signer;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.Sign.SignatureData;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.utils.Numeric;
import tools.jackson.databind.JsonNode;

/**
 * What can be signed: EIP-1559 transactions, EIP-191 messages, EIP-712 typed data, and
 * hashes.
 */
final class Signing {

	private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{40}");

	private static final Pattern HEX = Pattern.compile("0x([0-9a-fA-F]{2})*");

	private static final Pattern HASH = Pattern.compile("0x[0-9a-fA-F]{64}");

	private Signing() {
	}

	/**
	 * Signs an EIP-1559 transaction.
	 * @param key who signs
	 * @param body
	 * {@code chain_id, nonce, gas_limit, max_fee_per_gas, max_priority_fee_per_gas} and
	 * optionally {@code to, value, data}; numbers as decimal strings, 0x hex or numbers
	 * @return the raw transaction, 0x02…
	 */
	static String transaction(ECKeyPair key, JsonNode body) {
		String to = optional(body, "to", ADDRESS, "");
		String data = optional(body, "data", HEX, "0x");
		if (to.isEmpty() && data.equals("0x")) {
			throw new SigningException(422, "MISSING_FIELD", "to is missing");
		}
		BigInteger value = body.has("value") ? number(body, "value") : BigInteger.ZERO;
		BigInteger chain = number(body, "chain_id");
		if (chain.bitLength() > 62) {
			throw new SigningException(400, "BAD_REQUEST", "chain_id is too large");
		}
		RawTransaction transaction = RawTransaction.createTransaction(chain.longValueExact(), number(body, "nonce"),
				number(body, "gas_limit"), to, value, data, number(body, "max_priority_fee_per_gas"),
				number(body, "max_fee_per_gas"), List.of());
		return Numeric.toHexString(TransactionEncoder.signMessage(transaction, Credentials.create(key)));
	}

	static String message(ECKeyPair key, JsonNode body) {
		return hex(Sign.signPrefixedMessage(text(body, "message").getBytes(StandardCharsets.UTF_8), key));
	}

	static String hash(ECKeyPair key, JsonNode body) {
		String hash = text(body, "hash");
		if (!HASH.matcher(hash).matches()) {
			throw new SigningException(400, "BAD_REQUEST", "hash must be 0x and 64 hex digits");
		}
		return hex(Sign.signMessage(Numeric.hexStringToByteArray(hash), key, false));
	}

	static String typedData(ECKeyPair key, JsonNode body) {
		for (String field : List.of("types", "primaryType", "domain", "message")) {
			if (!body.has(field)) {
				throw new SigningException(422, "MISSING_FIELD", field + " is missing");
			}
		}
		try {
			return hex(Sign.signTypedData(body.toString(), key));
		}
		catch (IOException | RuntimeException ex) {
			throw new SigningException(400, "BAD_REQUEST", "this is no EIP-712 typed data");
		}
	}

	private static String hex(SignatureData signature) {
		return Numeric.toHexString(signature.getR()) + Numeric.cleanHexPrefix(Numeric.toHexString(signature.getS()))
				+ Numeric.cleanHexPrefix(Numeric.toHexString(signature.getV()));
	}

	private static String text(JsonNode body, String field) {
		JsonNode value = body.get(field);
		if (value == null || value.isNull()) {
			throw new SigningException(422, "MISSING_FIELD", field + " is missing");
		}
		if (!value.isString()) {
			throw new SigningException(400, "BAD_REQUEST", field + " must be a string");
		}
		return value.asString();
	}

	private static String optional(JsonNode body, String field, Pattern pattern, String absent) {
		JsonNode value = body.get(field);
		if (value == null || value.isNull()) {
			return absent;
		}
		if (!value.isString() || !pattern.matcher(value.asString()).matches()) {
			throw new SigningException(400, "BAD_REQUEST", field + " must be 0x and hex digits");
		}
		return value.asString();
	}

	private static BigInteger number(JsonNode body, String field) {
		JsonNode value = body.get(field);
		if (value == null || value.isNull()) {
			throw new SigningException(422, "MISSING_FIELD", field + " is missing");
		}
		String text = value.isIntegralNumber() ? value.bigIntegerValue().toString()
				: value.isString() ? value.asString() : "";
		if (text.matches("(0|[1-9][0-9]{0,77})")) {
			return new BigInteger(text);
		}
		if (text.matches("0x[0-9a-fA-F]{1,64}")) {
			return new BigInteger(text.substring(2), 16);
		}
		throw new SigningException(400, "BAD_REQUEST", field + " must be a whole number, decimal or 0x hex");
	}

}
