package org.obol.gateway.upstream;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which of a buyer's headers pass. Identity and payment are the gateway's to state.
 */
final class RequestHeaders {

	private static final Set<String> REFUSED = Set.of("authorization", "proxy-authorization", "cookie", "host",
			"origin", "idempotency-key", "settlement-overrides", "forwarded", "x-real-ip", "x-host", "via", "x-payment",
			"payment-signature", "payment-required", "payment-response", "sign-in-with-x",
			"access-control-expose-headers",
			// Hop by hop.
			"connection", "keep-alive", "proxy-authenticate", "proxy-connection", "te", "trailer", "transfer-encoding",
			"upgrade", "expect", "content-length");

	private static final List<String> REFUSED_PREFIXES = List.of("x-hermes-", "x-payment-", "x-forwarded-", "x-obol-",
			// Asks some servers for another path, or another method, than was paid for.
			"x-original-", "x-rewrite-", "x-http-method", "x-method-override");

	private RequestHeaders() {
	}

	/**
	 * What a plain HTTP service sees of the buyer's headers.
	 * @param headers values by lower-case name
	 * @return those that pass
	 */
	static Map<String, List<String>> sentOn(Map<String, List<String>> headers) {
		Map<String, List<String>> passed = pass(headers, REFUSED, REFUSED_PREFIXES);
		// What "Connection" names is hop by hop as well (RFC 9110 §7.6.1).
		for (String line : headers.getOrDefault("connection", List.of())) {
			for (String name : line.split(",")) {
				passed.remove(name.strip().toLowerCase(Locale.ROOT));
			}
		}
		return passed;
	}

	/** Those that are neither named nor begin like that. */
	static Map<String, List<String>> pass(Map<String, List<String>> headers, Set<String> names, List<String> prefixes) {
		Map<String, List<String>> passed = new LinkedHashMap<>();
		headers.forEach((name, values) -> {
			// To many servers both are the same name.
			String dashed = name.replace('_', '-');
			if (!names.contains(dashed) && !startsWithAny(dashed, prefixes)) {
				passed.put(name, values);
			}
		});
		return passed;
	}

	private static boolean startsWithAny(String name, List<String> prefixes) {
		for (String prefix : prefixes) {
			if (name.startsWith(prefix)) {
				return true;
			}
		}
		return false;
	}

}
