package org.obol.gateway.kill;

import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.obol.gateway.Payments;
import org.obol.x402.Authorization;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.SchemePayload;
import org.obol.x402.codec.PaymentPayloadCodec;
import org.obol.x402.evm.Eip712Domain;
import org.obol.x402.evm.EvmAccount;
import org.obol.x402.evm.TypedData;

/** One payment and the call it is for, sent until there is an answer. */
final class Purchase {

	private static final HttpClient HTTP = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofSeconds(2))
		.build();

	final int number;

	final boolean stream;

	final boolean fails;

	final boolean forged;

	final String nonce = Payments.nonce();

	private final String header;

	volatile String answer;

	volatile String problem;

	/** It was refused as too old, which is right if nothing was charged for it. */
	volatile boolean lapsed;

	Purchase(int number, EvmAccount payer, EvmAccount signer, PaymentRequirements offer) {
		this.number = number;
		this.stream = number % 3 == 0;
		this.fails = number % 5 == 0;
		this.forged = !payer.address().equals(signer.address());
		Authorization authorization = new Authorization(payer.address(), offer.payTo(), offer.amount(), BigInteger.ZERO,
				BigInteger.valueOf(Instant.now().getEpochSecond() + offer.maxTimeoutSeconds()), this.nonce);
		String signature = signer.sign(TypedData.digest(Eip712Domain.ofToken(offer), authorization));
		this.header = PaymentPayloadCodec.encodeHeader(
				PaymentPayload.v2(offer, new SchemePayload.Eip3009(signature, authorization), null, Map.of()));
	}

	/**
	 * Sends it once.
	 * @return true when it need not be sent again
	 */
	boolean send(Market market) {
		try {
			HttpResponse<String> response = HTTP.send(request(market), HttpResponse.BodyHandlers.ofString());
			return judge(response);
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private boolean judge(HttpResponse<String> response) {
		boolean whole = response.body().contains("answer-" + this.number + "-")
				&& (!this.stream || response.body().contains("[DONE]"));
		if (response.statusCode() == 200) {
			if (whole && response.headers().firstValue("PAYMENT-RESPONSE").isPresent()) {
				this.answer = response.body();
			}
			else if (!this.stream) {
				this.problem = "served without receipt: " + response.body();
			}
			return whole;
		}
		if (response.statusCode() == 402 && (response.body().contains("payment_expires_too_soon")
				|| response.body().contains("payment_expired"))) {
			this.lapsed = true;
			return true;
		}
		if (response.statusCode() == 402 || response.statusCode() == 400 || response.body().contains("used_up")) {
			this.problem = response.statusCode() + " " + response.body();
			return true;
		}
		return false;
	}

	private HttpRequest request(Market market) {
		String name = "call-" + this.number + (this.fails ? "-fails" : "");
		HttpRequest.Builder builder = HttpRequest
			.newBuilder(market.gatewayUrl()
				.resolve("/services/"
						+ (this.stream ? market.model() + "/v1/chat/completions" : market.data() + "/" + name)))
			.timeout(Duration.ofSeconds(40))
			.header("PAYMENT-SIGNATURE", this.header);
		return this.stream ? builder.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers
				.ofString("{\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"" + name + "\"}]}"))
			.build() : builder.build();
	}

	@Override
	public String toString() {
		return "purchase " + this.number + (this.stream ? " (stream)" : "") + (this.fails ? " (fails first)" : "") + " "
				+ this.nonce + ((this.problem != null) ? ": " + this.problem : "");
	}

}
