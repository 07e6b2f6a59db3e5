package org.obol.shell.buy;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A chain where everybody has the same of every token. */
final class FakeChain implements AutoCloseable {

	BigInteger balance = BigInteger.valueOf(1_000_000);

	/** What Permit2 may move of it. */
	BigInteger allowance = BigInteger.ZERO;

	/** Whether the tokens know EIP-2612. */
	boolean permits = true;

	String client = "Geth/v1.14";

	private final HttpServer server;

	FakeChain() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	private void handle(HttpExchange exchange) throws IOException {
		String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		JsonObject call = JsonParser.parseString(request).getAsJsonObject();
		String method = call.get("method").getAsString();
		JsonObject answer = new JsonObject();
		answer.addProperty("jsonrpc", "2.0");
		answer.addProperty("id", 1);
		answer.addProperty("result", switch (method) {
			case "eth_chainId" -> "0x14a34";
			case "eth_call" -> answer(call.getAsJsonArray("params").get(0).getAsJsonObject().get("data").getAsString());
			case "eth_getBalance" -> "0xde0b6b3a7640000";
			case "web3_clientVersion" -> this.client;
			default -> throw new IllegalStateException("unexpected " + method);
		});
		byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(200, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	private String answer(String data) {
		return switch (data.substring(0, 10)) {
			case "0x70a08231" -> "0x%064x".formatted(this.balance);
			case "0xdd62ed3e" -> "0x%064x".formatted(this.allowance);
			case "0x7ecebe00" -> this.permits ? "0x%064x".formatted(7) : "0x";
			default -> throw new IllegalStateException("unexpected " + data);
		};
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
