package org.obol.demoagent.chain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A chain that answers what it was told to, over real HTTP, and keeps the calls it got.
 */
public final class FakeChain implements AutoCloseable {

	public static final String BLOCK = """
			{"number":"0x2a","hash":"0xb10c","timestamp":"0x69234a00","transactions":["0x1","0x2"],
			"gasUsed":"0x5208","gasLimit":"0x1c9c380","baseFeePerGas":"0x3b9aca00"}""";

	public final List<String> calls = new CopyOnWriteArrayList<>();

	private final Map<String, String> results = new ConcurrentHashMap<>(Map.of("eth_chainId", "\"0x14a34\"",
			"eth_getBlockByNumber", BLOCK, "eth_gasPrice", "\"0x77359400\"", "eth_getBalance", "\"0x1bc16d674ec80000\"",
			"eth_getTransactionCount", "\"0x3\"", "eth_getCode", "\"0x\""));

	private final HttpServer server;

	public FakeChain() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	public URI url() {
		return URI.create("http://localhost:" + this.server.getAddress().getPort());
	}

	/**
	 * Sets an answer.
	 * @param method the method, or the method with its parameters as JSON
	 * @param result the result, as JSON
	 * @return this chain
	 */
	public FakeChain answers(String method, String result) {
		this.results.put(method, result);
		return this;
	}

	private void answer(HttpExchange exchange) throws IOException {
		JsonNode request = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
		String method = request.path("method").asString();
		String call = method + request.path("params");
		this.calls.add(call);
		String result = this.results.getOrDefault(call, this.results.get(method));
		byte[] body = ((result == null) ? "{\"id\":1,\"error\":{\"code\":-32601,\"message\":\"secret detail\"}}"
				: "{\"id\":1,\"result\":" + result + "}")
			.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(200, body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
