package org.obol.local.stack.demo;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

import org.obol.local.stack.console.StackException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls a paid service without paying, as a stranger's first call does, and reads what it
 * asks for.
 */
final class UnpaidCall {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final String BODY = """
			{"messages":[{"role":"user","content":"hello"}]}""";

	/**
	 * What the first way to pay asks for.
	 *
	 * @param amount in atomic units
	 * @param asset the token's contract
	 * @param network the chain's CAIP-2 name
	 * @param payTo who gets it
	 * @param scheme how it is paid
	 */
	record Demand(BigInteger amount, String asset, String network, String payTo, String scheme) {
	}

	private UnpaidCall() {
	}

	static Demand ask(URI offer) {
		HttpRequest request = HttpRequest.newBuilder(URI.create(offer + "/v1/chat/completions"))
			.timeout(Duration.ofSeconds(20))
			.header("content-type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(BODY))
			.build();
		try (HttpClient http = HttpClient.newHttpClient()) {
			HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
			if (response.statusCode() != 402) {
				throw new StackException("An unpaid call must be answered 402 and was " + response.statusCode() + ".");
			}
			String header = response.headers()
				.firstValue("PAYMENT-REQUIRED")
				.orElseThrow(() -> new StackException("The 402 has no PAYMENT-REQUIRED header."));
			return read(new String(Base64.getDecoder().decode(header), StandardCharsets.UTF_8));
		}
		catch (IOException | JacksonException | IllegalArgumentException ex) {
			throw new StackException("The 402 could not be read: " + ex.getMessage(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new StackException("interrupted while asking for the price", ex);
		}
	}

	static Demand read(String paymentRequired) {
		JsonNode first = JSON.readTree(paymentRequired).path("accepts").path(0);
		if (first.isMissingNode()) {
			throw new StackException("The 402 accepts no payment.");
		}
		return new Demand(new BigInteger(first.path("amount").asString()), first.path("asset").asString(),
				first.path("network").asString(), first.path("payTo").asString(), first.path("scheme").asString());
	}

}
