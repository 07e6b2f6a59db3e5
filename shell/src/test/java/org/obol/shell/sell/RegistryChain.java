package org.obol.shell.sell;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.obol.shell.chain.Calldata;
import org.obol.shell.chain.Chain;
import org.web3j.crypto.SignedRawTransaction;
import org.web3j.crypto.TransactionDecoder;

/** A chain with an ERC-8004 registry that knows one agent at most, number 7. */
final class RegistryChain implements AutoCloseable {

	private static final String REGISTERED = "0xca52e62c367d81bb2e328eb795f7c7ba24afb478408a26c0e201d155c449bc4a";

	/** The transactions that were sent, decoded. */
	final List<SignedRawTransaction> sent = new CopyOnWriteArrayList<>();

	String owner = "";

	String uri = "";

	boolean fails;

	boolean deployed = true;

	private final HttpServer server;

	RegistryChain() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	private void handle(HttpExchange exchange) throws IOException {
		JsonObject request = JsonParser
			.parseString(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
			.getAsJsonObject();
		JsonObject answer = new JsonObject();
		answer.add("result", result(request.get("method").getAsString(), request.getAsJsonArray("params")));
		byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(200, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	private JsonElement result(String method, JsonArray params) {
		return switch (method) {
			case "eth_chainId" -> new JsonPrimitive("0x14a34");
			case "eth_getCode" -> new JsonPrimitive(this.deployed ? "0x60" : "0x");
			case "eth_getLogs" -> logs();
			case "eth_call" -> new JsonPrimitive(call(params.get(0).getAsJsonObject().get("data").getAsString()));
			case "eth_getBalance" -> new JsonPrimitive("0xde0b6b3a7640000");
			case "eth_getTransactionCount" -> new JsonPrimitive("0x5");
			case "eth_estimateGas" -> new JsonPrimitive("0x2cce4");
			case "eth_gasPrice" -> new JsonPrimitive("0x3b9aca00");
			case "eth_sendRawTransaction" -> send(params.get(0).getAsString());
			case "eth_getTransactionReceipt" -> receipt(params.get(0).getAsString());
			default -> JsonNull.INSTANCE;
		};
	}

	private JsonPrimitive send(String raw) {
		SignedRawTransaction transaction = (SignedRawTransaction) TransactionDecoder.decode(raw);
		this.sent.add(transaction);
		if (transaction.getData().startsWith("f2c298be") && !this.fails) {
			try {
				this.owner = transaction.getFrom();
			}
			catch (java.security.SignatureException ex) {
				throw new IllegalStateException(ex);
			}
			this.uri = Calldata.readText("0x" + transaction.getData().substring(8));
		}
		return new JsonPrimitive("0x" + "%064x".formatted(this.sent.size()));
	}

	private JsonElement receipt(String hash) {
		JsonObject receipt = new JsonObject();
		receipt.addProperty("status", this.fails ? "0x0" : "0x1");
		receipt.addProperty("transactionHash", hash);
		receipt.add("logs", logs());
		return receipt;
	}

	private JsonArray logs() {
		JsonArray logs = new JsonArray();
		if (!this.owner.isEmpty()) {
			JsonArray topics = new JsonArray();
			topics.add(REGISTERED);
			topics.add("0x" + "%064x".formatted(BigInteger.valueOf(7)));
			topics.add("0x" + Chain.word(this.owner));
			JsonObject log = new JsonObject();
			log.add("topics", topics);
			log.addProperty("transactionHash", "0x" + "%064x".formatted(1));
			logs.add(log);
		}
		return logs;
	}

	private String call(String data) {
		if (data.startsWith("0xcb4799f2")) {
			boolean marked = this.sent.stream().anyMatch((one) -> one.getData().startsWith("466648da"));
			return "0x" + Calldata.of("", 1).text(marked ? "{\"x402\":true}" : "").hex();
		}
		return data.startsWith("0x6352211e") ? "0x" + Chain.word(this.owner)
				: "0x" + Calldata.of("", 1).text(this.uri).hex();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
