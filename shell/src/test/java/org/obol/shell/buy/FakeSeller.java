package org.obol.shell.buy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A seller whose messages were written by the official npm packages. */
final class FakeSeller implements AutoCloseable {

	static final JsonObject V2 = fixture("v2.json");

	static final JsonObject V1 = fixture("v1.json");

	/** Every payment header that came, in order. */
	final List<String> payments = new CopyOnWriteArrayList<>();

	/** Every body that came. */
	final List<String> bodies = new CopyOnWriteArrayList<>();

	/** What happens to the next payments; empty means they are served. */
	final Deque<Fate> fates = new ArrayDeque<>();

	boolean onlyV1;

	int unpaidStatus = 402;

	/** What it asks for. */
	String required = V2.get("requiredHeader").getAsString();

	String contentType = "application/json";

	String answer = """
			{"choices":[{"message":{"role":"assistant","content":"Block 42."}}]}""";

	private final HttpServer server;

	FakeSeller() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		this.server.createContext("/services/quant", this::handle);
		this.server.start();
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/services/quant";
	}

	private void handle(HttpExchange exchange) throws IOException {
		this.bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
		String payment = exchange.getRequestHeaders().getFirst(this.onlyV1 ? "X-PAYMENT" : "PAYMENT-SIGNATURE");
		if (payment == null) {
			askForMoney(exchange);
			return;
		}
		this.payments.add(payment);
		switch (this.fates.isEmpty() ? Fate.SERVED : this.fates.removeFirst()) {
			case BROKEN -> exchange.close();
			case IN_FLIGHT -> send(exchange, 409, "{\"error\":\"payment_in_flight\"}");
			case REJECTED -> {
				exchange.getResponseHeaders().set("PAYMENT-RESPONSE", V2.get("refusedHeader").getAsString());
				send(exchange, 402, "{}");
			}
			case FAILED -> send(exchange, 502, "{\"error\":\"upstream_failed\",\"message\":\"The agent failed\"}");
			case SERVED -> {
				exchange.getResponseHeaders()
					.set(this.onlyV1 ? "X-PAYMENT-RESPONSE" : "PAYMENT-RESPONSE",
							(this.onlyV1 ? V1 : V2).get("settledHeader").getAsString());
				exchange.getResponseHeaders().set("Content-Type", this.contentType);
				send(exchange, 200, this.answer);
			}
		}
	}

	private void askForMoney(HttpExchange exchange) throws IOException {
		if (this.unpaidStatus != 402) {
			send(exchange, this.unpaidStatus, "{\"error\":\"offer_unavailable\"}");
			return;
		}
		if (!this.onlyV1) {
			exchange.getResponseHeaders().set("PAYMENT-REQUIRED", this.required);
		}
		send(exchange, 402, this.onlyV1 ? V1.get("body").toString() : "{}");
	}

	private static void send(HttpExchange exchange, int status, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	private static JsonObject fixture(String name) {
		Path root = Path.of(System.getProperty("obol.root", ".."));
		try {
			return JsonParser
				.parseString(Files.readString(root.resolve("libs/x402/src/test/resources/fixtures/" + name)))
				.getAsJsonObject();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	/** What becomes of a payment. */
	enum Fate {

		SERVED, BROKEN, IN_FLIGHT, REJECTED, FAILED

	}

}
