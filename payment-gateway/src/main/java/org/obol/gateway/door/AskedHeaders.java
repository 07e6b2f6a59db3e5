package org.obol.gateway.door;

import java.util.LinkedHashMap;
import java.util.Map;
import org.obol.gateway.route.Quote;
import org.obol.x402.codec.PaymentHeaders;

/** The headers of a 402, the same wherever it is written. */
final class AskedHeaders {

	private AskedHeaders() {
	}

	static Map<String, String> of(Quote quote, boolean person) {
		Map<String, String> headers = new LinkedHashMap<>(PublicHeaders.ALL);
		headers.put(PaymentHeaders.PAYMENT_REQUIRED, quote.header());
		headers.put("Cache-Control", "no-store");
		headers.put("Content-Type", person ? "text/html;charset=UTF-8" : "application/json");
		if (person) {
			headers.put("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
		}
		return headers;
	}

}
