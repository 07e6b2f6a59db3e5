package org.obol.gateway.door;

import java.util.Map;
import org.obol.x402.codec.PaymentHeaders;
import org.springframework.http.HttpHeaders;

/**
 * The headers that let pages of other sites pay here. No answer depends on cookies, so
 * any site may ask.
 */
final class PublicHeaders {

	private static final String EXPOSED = String.join(", ", PaymentHeaders.PAYMENT_REQUIRED,
			PaymentHeaders.PAYMENT_RESPONSE, PaymentHeaders.X_PAYMENT_RESPONSE);

	// The published clients send Access-Control-Expose-Headers as a request header, so it
	// must be allowed as one.
	private static final String ALLOWED = String.join(", ", "Content-Type", "Accept", PaymentHeaders.PAYMENT_SIGNATURE,
			PaymentHeaders.X_PAYMENT, "SIGN-IN-WITH-X", "Access-Control-Expose-Headers");

	static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

	/** On every answer. */
	static final Map<String, String> ALL = Map.of(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*",
			HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED, "X-Content-Type-Options", "nosniff");

	private PublicHeaders() {
	}

	static void addTo(HttpHeaders headers) {
		ALL.forEach(headers::set);
	}

	static void addPreflightTo(HttpHeaders headers) {
		addTo(headers);
		headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
		headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, ALLOWED);
		headers.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "600");
		headers.set(HttpHeaders.ALLOW, METHODS);
	}

}
