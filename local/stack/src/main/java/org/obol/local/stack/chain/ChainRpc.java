package org.obol.local.stack.chain;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The few JSON-RPC calls that starting a chain and counting money on it need.
 */
public final class ChainRpc {

	private static final JsonMapper JSON = JsonMapper.shared();

	/** keccak256("balanceOf(address)"), first four bytes. */
	private static final String BALANCE_OF = "0x70a08231";

	private final HttpClient http = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofSeconds(5))
		.build();

	private final URI url;

	/**
	 * Talks to one chain.
	 * @param url its JSON-RPC endpoint
	 */
	public ChainRpc(URI url) {
		this.url = url;
	}

	/** Reads the EIP-155 chain id. */
	public BigInteger chainId() {
		return quantity(call("eth_chainId"));
	}

	/** Reads the newest block's number. */
	public BigInteger blockNumber() {
		return quantity(call("eth_blockNumber"));
	}

	/**
	 * Reads a token balance in atomic units.
	 * @param token the token's contract
	 * @param owner whose balance
	 * @return the balance
	 */
	public BigInteger balanceOf(String token, String owner) {
		String data = BALANCE_OF + "0".repeat(24) + owner.substring(2);
		return quantity(call("eth_call", Map.of("to", token, "data", data), "latest"));
	}

	/**
	 * Reads the code at an address.
	 * @param address the account
	 * @return hex, {@code 0x} when it has none
	 */
	public String code(String address) {
		return call("eth_getCode", address, "latest").stringValue();
	}

	/**
	 * Says whether a transaction was mined and succeeded.
	 * @param hash the transaction
	 * @return whether its receipt says status 1
	 */
	public boolean succeeded(String hash) {
		JsonNode receipt = call("eth_getTransactionReceipt", hash);
		return Optional.ofNullable(receipt.get("status")).map(JsonNode::stringValue).filter("0x1"::equals).isPresent();
	}

	/**
	 * Calls any method.
	 * @param method the JSON-RPC method
	 * @param params its parameters in order
	 * @return the result
	 * @throws ChainException if the chain can't be reached or answers with an error
	 */
	public JsonNode call(String method, Object... params) {
		String body = JSON
			.writeValueAsString(Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", List.of(params)));
		JsonNode answer = answer(method, body);
		JsonNode error = answer.get("error");
		if (error != null && !error.isNull()) {
			throw new ChainException(method + " at " + this.url + " was refused: " + error.path("message").asString());
		}
		JsonNode result = answer.get("result");
		if (result == null) {
			throw new ChainException(method + " at " + this.url + " answered without a result");
		}
		return result;
	}

	private JsonNode answer(String method, String body) {
		try {
			HttpRequest request = HttpRequest.newBuilder(this.url)
				.timeout(Duration.ofSeconds(20))
				.header("content-type", "application/json")
				.POST(HttpRequest.BodyPublishers.ofString(body))
				.build();
			return JSON.readTree(this.http.send(request, HttpResponse.BodyHandlers.ofString()).body());
		}
		catch (IOException | JacksonException ex) {
			throw new ChainException(method + " at " + this.url + " failed: " + ex.getClass().getSimpleName(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ChainException("interrupted while asking " + this.url, ex);
		}
	}

	private static BigInteger quantity(JsonNode result) {
		return new BigInteger(result.stringValue().substring(2), 16);
	}

}
