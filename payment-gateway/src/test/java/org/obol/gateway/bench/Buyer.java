package org.obol.gateway.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.obol.x402.PaymentRequired;
import org.obol.x402.codec.PaymentHeaders;
import org.obol.x402.codec.PaymentPayloadCodec;
import org.obol.x402.codec.PaymentRequiredCodec;
import org.obol.x402.evm.EvmAccount;
import org.obol.x402.evm.PaymentSigner;

/** Reads an offer and signs payments for it ahead of time. */
final class Buyer {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private static final int PAYMENT_REQUIRED = 402;

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final EvmAccount account;

	private final PaymentSigner signer;

	Buyer(String key) {
		this.account = EvmAccount.ofPrivateKey(key);
		this.signer = new PaymentSigner(this.account, Clock.systemUTC(), new SecureRandom());
	}

	String address() {
		return this.account.address();
	}

	/** Header values, each another authorization. */
	List<String> payments(URI url, int count) throws IOException {
		PaymentRequired required = PaymentRequiredCodec
			.decodeHeader(send(url, "{}").headers().firstValue(PaymentHeaders.PAYMENT_REQUIRED).orElseThrow());
		return IntStream.range(0, count)
			.parallel()
			.mapToObj((ignored) -> PaymentPayloadCodec
				.encodeHeader(this.signer.sign(required, required.accepts().getFirst())))
			.toList();
	}

	void awaitOffer(URI url, Subject gateway) throws IOException {
		await(url, "{}", PAYMENT_REQUIRED, gateway);
	}

	void awaitAnswer(URI url, String body, Subject proxy) throws IOException {
		await(url, body, 200, proxy);
	}

	private void await(URI url, String body, int status, Subject subject) throws IOException {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (System.nanoTime() < deadline) {
			subject.mustRun();
			try {
				if (send(url, body).statusCode() == status) {
					return;
				}
			}
			catch (IOException ignored) {
				// Not listening yet.
			}
			java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
		}
		throw new IllegalStateException(url + " does not answer " + status);
	}

	private HttpResponse<String> send(URI url, String body) throws IOException {
		try {
			HttpRequest request = HttpRequest.newBuilder(url)
				.header("Content-Type", "application/json")
				.timeout(Duration.ofSeconds(10))
				.POST(HttpRequest.BodyPublishers.ofString(body))
				.build();
			return this.http.send(request, HttpResponse.BodyHandlers.ofString());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
	}

}
