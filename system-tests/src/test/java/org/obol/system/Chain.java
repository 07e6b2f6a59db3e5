package org.obol.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.awaitility.Awaitility.await;

/** The dev chain, asked directly: what it says is what happened to the money. */
record Chain(URI rpc) {

	static final String USDC = "0x036CbD53842c5426634e7929541eC2318f3dCF7e";

	static final String OBOL = "0x0a09371a8b011d5110656ceBCc70603e53FD2c78";

	private static final JsonMapper JSON = JsonMapper.builder().build();

	/**
	 * The balance of an address.
	 * @param token the contract
	 * @param address whose
	 * @return atomic units
	 */
	BigInteger balance(String token, String address) {
		JsonNode result = call("eth_call",
				List.of(Map.of("to", token, "data", "0x70a08231" + padded(address)), "latest"));
		return number(result.asString());
	}

	/**
	 * Makes test tokens.
	 * @param token the contract
	 * @param address for whom
	 * @param atomic how many atomic units
	 */
	void mint(String token, String address, BigInteger atomic) {
		String data = "0x40c10f19" + padded(address) + String.format("%064x", atomic);
		String from = call("eth_accounts", List.of()).get(0).asString();
		String hash = call("eth_sendTransaction",
				List.of(Map.of("from", from, "to", token, "data", data, "gas", "0x30d40")))
			.asString();
		await().atMost(Duration.ofSeconds(10)).until(() -> succeeded(hash));
	}

	/**
	 * Tells whether a transaction was mined and did not revert.
	 * @param hash its hash
	 * @return true for receipt status 1
	 */
	boolean succeeded(String hash) {
		JsonNode receipt = call("eth_getTransactionReceipt", List.of(hash));
		return receipt.isObject() && "0x1".equals(receipt.get("status").asString());
	}

	JsonNode call(String method, List<?> params) {
		String body = JSON.writeValueAsString(Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", params));
		try (HttpClient http = HttpClient.newHttpClient()) {
			String answer = http
				.send(HttpRequest.newBuilder(this.rpc)
					.header("content-type", "application/json")
					.POST(HttpRequest.BodyPublishers.ofString(body))
					.build(), HttpResponse.BodyHandlers.ofString())
				.body();
			JsonNode json = JSON.readTree(answer);
			if (json.has("error")) {
				throw new AssertionError(method + ": " + json.get("error"));
			}
			return json.get("result");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static String padded(String address) {
		return "0".repeat(24) + address.substring(2).toLowerCase(java.util.Locale.ROOT);
	}

	private static BigInteger number(String hex) {
		return new BigInteger(hex.substring(2), 16);
	}

}
