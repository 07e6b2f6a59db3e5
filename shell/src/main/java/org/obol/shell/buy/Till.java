package org.obol.shell.buy;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.obol.shell.grammar.Dialogue;
import org.obol.shell.grammar.RefusedException;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequired;
import org.obol.x402.codec.MalformedMessageException;
import org.obol.x402.codec.PaymentHeaders;
import org.obol.x402.codec.PaymentPayloadCodec;
import org.obol.x402.codec.PaymentRequiredCodec;

/**
 * Sends an order, unpaid and paid. A payment whose answer got lost is sent again as it
 * is: a second signature would be a second payment.
 */
final class Till {

	private static final int TRIES = 4;

	private static final int PAYMENT_REQUIRED = 402;

	private static final int CONFLICT = 409;

	private final HttpClient http = HttpClient.newBuilder()
		.connectTimeout(Duration.ofSeconds(10))
		.version(HttpClient.Version.HTTP_1_1)
		.build();

	private final Duration pause;

	Till(Duration pause) {
		this.pause = pause;
	}

	/** Asks for the price. */
	HttpResponse<InputStream> unpaid(Order order) {
		try {
			return send(order, Map.of());
		}
		catch (IOException ex) {
			throw new RefusedException(
					"Nothing answers at " + order.url() + "; is the URL right, and the suite running?", ex);
		}
	}

	PaymentRequired price(HttpResponse<InputStream> response) {
		Optional<String> header = response.headers().firstValue(PaymentHeaders.PAYMENT_REQUIRED);
		try {
			return header.isPresent() ? PaymentRequiredCodec.decodeHeader(header.get())
					: PaymentRequiredCodec.decodeBody(bytes(response));
		}
		catch (MalformedMessageException ex) {
			throw new RefusedException("The seller's 402 can't be read: " + ex.getMessage(), ex);
		}
	}

	/** Sends the payment until there is an answer to it. */
	HttpResponse<InputStream> paid(Order order, PaymentPayload payment, Dialogue dialogue) {
		Map<String, String> headers = Map.of(PaymentPayloadCodec.headerName(payment),
				PaymentPayloadCodec.encodeHeader(payment));
		IOException broken = new IOException("no answer");
		for (int attempt = 1; attempt <= TRIES; attempt++) {
			try {
				HttpResponse<InputStream> response = send(order, headers);
				if (response.statusCode() != CONFLICT || attempt == TRIES) {
					return response;
				}
				dialogue.note("The payment is still being worked on; asking again …");
			}
			catch (IOException ex) {
				broken = ex;
				dialogue.note("The connection broke; sending the same payment again …");
			}
			rest(attempt);
		}
		throw new RefusedException("The seller does not answer. The payment may or may not have gone through; it can't"
				+ " be charged after it expires, and `obol wallet balance` shows what happened", broken);
	}

	boolean isPriced(HttpResponse<InputStream> response) {
		return response.statusCode() == PAYMENT_REQUIRED;
	}

	static byte[] bytes(HttpResponse<InputStream> response) {
		try (InputStream body = response.body()) {
			return body.readAllBytes();
		}
		catch (IOException ex) {
			throw new RefusedException("The answer broke off: " + ex.getMessage(), ex);
		}
	}

	private HttpResponse<InputStream> send(Order order, Map<String, String> headers) throws IOException {
		try {
			return this.http.send(order.request(headers), HttpResponse.BodyHandlers.ofInputStream());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new RefusedException("Cancelled", ex);
		}
	}

	private void rest(int attempt) {
		try {
			Thread.sleep(this.pause.multipliedBy(attempt));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new RefusedException("Cancelled", ex);
		}
	}

}
