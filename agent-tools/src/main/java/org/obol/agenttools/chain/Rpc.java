package org.obol.agenttools.chain;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.obol.agenttools.tool.ToolRefusedException;
import org.obol.x402.Network;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One chain's JSON-RPC endpoint. Answers are bounded; what it says of itself stays here.
 */
public final class Rpc {

	private static final Logger log = LoggerFactory.getLogger(Rpc.class);

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final int LARGEST_ANSWER = 8 * 1024 * 1024;

	private final Network network;

	private final URI url;

	private final HttpClient http;

	Rpc(Network network, URI url, HttpClient http) {
		this.network = network;
		this.url = url;
		this.http = http;
	}

	/**
	 * The chain that is read.
	 * @return the network
	 */
	public Network network() {
		return this.network;
	}

	/**
	 * Asks the node.
	 * @param method the JSON-RPC method
	 * @param params its parameters
	 * @return the result, JSON null if there is none
	 * @throws RpcRefusedException if the node answers with an error
	 * @throws ToolRefusedException if the node does not answer
	 * @throws InterruptedException if this thread is to stop
	 */
	public JsonNode call(String method, Object... params) throws InterruptedException {
		String body = JSON
			.writeValueAsString(Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", List.of(params)));
		HttpRequest request = HttpRequest.newBuilder(this.url)
			.timeout(TIMEOUT)
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build();
		try {
			return result(method,
					JSON.readTree(read(this.http.send(request, HttpResponse.BodyHandlers.ofInputStream()))));
		}
		catch (IOException | JacksonException ex) {
			log.warn("{} got no usable answer from the endpoint of {}: {}", method, this.network,
					ex.getClass().getSimpleName());
			throw new ToolRefusedException(
					"The chain " + this.network.displayName() + " does not answer now; try again later.");
		}
	}

	private static byte[] read(HttpResponse<InputStream> response) throws IOException {
		try (InputStream in = response.body()) {
			byte[] bytes = in.readNBytes(LARGEST_ANSWER + 1);
			if (bytes.length > LARGEST_ANSWER) {
				throw new IOException("the answer is too large");
			}
			return bytes;
		}
	}

	private static JsonNode result(String method, JsonNode answer) throws IOException {
		JsonNode error = answer.get("error");
		if (error != null && !error.isNull()) {
			throw new RpcRefusedException(method, error.path("code").asInt(0), error.path("message").asString(""),
					error.path("data").asString(""));
		}
		if (!answer.has("result")) {
			throw new IOException("neither a result nor an error");
		}
		return answer.get("result");
	}

	/**
	 * Asks for a quantity.
	 * @param method the JSON-RPC method
	 * @param params its parameters
	 * @return the number
	 * @throws InterruptedException if this thread is to stop
	 */
	public BigInteger number(String method, Object... params) throws InterruptedException {
		return quantity(call(method, params));
	}

	/**
	 * Reads a quantity.
	 * @param value 0x and hex digits
	 * @return the number
	 */
	public static BigInteger quantity(@Nullable JsonNode value) {
		String text = (value != null && value.isString()) ? value.asString() : "";
		if (!text.matches("0x[0-9a-fA-F]{1,64}")) {
			throw new ToolRefusedException("The chain gave an answer that is not a number; try again later.");
		}
		return new BigInteger(text.substring(2), 16);
	}

	/**
	 * Writes a quantity.
	 * @param number not negative
	 * @return 0x and hex digits
	 */
	public static String hex(BigInteger number) {
		return "0x" + number.toString(16);
	}

}
