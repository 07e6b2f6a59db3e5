package org.obol.shell.buy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a buyer wants from a seller: one HTTP request, sent unpaid first and then again
 * with a payment.
 *
 * @param method HTTP method
 * @param url where
 * @param body what is sent; null for nothing
 * @param contentType of the body
 */
record Order(String method, URI url, @Nullable String body, String contentType) {

	private static final Duration PATIENCE = Duration.ofMinutes(10);

	HttpRequest request(Map<String, String> headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.url)
			.timeout(PATIENCE)
			.header("User-Agent", "obol-buy-x402/1.0")
			.header("Accept", "application/json, text/event-stream, */*");
		if (this.body != null) {
			request.header("Content-Type", this.contentType);
		}
		headers.forEach(request::header);
		return request
			.method(this.method,
					(this.body != null) ? HttpRequest.BodyPublishers.ofString(this.body)
							: HttpRequest.BodyPublishers.noBody())
			.build();
	}

}
