package org.obol.agenttools;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.obol.x402.AtomicAmount;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequired;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.ResourceInfo;
import org.obol.x402.SettlementResponse;
import org.obol.x402.Token;
import org.obol.x402.X402Version;
import org.obol.x402.codec.PaymentHeaders;
import org.obol.x402.codec.PaymentPayloadCodec;
import org.obol.x402.codec.PaymentRequiredCodec;
import org.obol.x402.codec.SettlementResponseCodec;
import org.obol.x402.devchain.AnvilChain;
import org.obol.x402.evm.GasSponsoring;
import org.obol.x402.facilitator.OnchainFacilitator;
import org.obol.x402.facilitator.OnchainSettings;
import org.obol.x402.facilitator.Settlement;

/** A seller that settles on the dev chain, and can be told to misbehave. */
final class Seller implements AutoCloseable {

	final AtomicInteger asked = new AtomicInteger();

	final String payTo = AnvilChain.shared().newAccount().address();

	volatile long price = 10_000;

	volatile boolean breaksAfterPayment;

	private final HttpServer server;

	private final OnchainFacilitator facilitator = new OnchainFacilitator(List.of(AnvilChain.shared().client()),
			AnvilChain.shared().fundedAccount(), Clock.systemUTC(), OnchainSettings.defaults());

	Seller() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		this.server.createContext("/services/data", (exchange) -> sell(exchange, AnvilChain.USDC, Map.of()));
		this.server.createContext("/services/obol", (exchange) -> sell(exchange, AnvilChain.OBOL,
				Map.of(GasSponsoring.KEY, GasSponsoring.advertisement())));
		this.server.createContext("/services/obol-alone", (exchange) -> sell(exchange, AnvilChain.OBOL, Map.of()));
		this.server.createContext("/services/moved", (exchange) -> {
			exchange.getResponseHeaders().set("Location", url() + "/services/free");
			send(exchange, 302, "moved");
		});
		this.server.createContext("/services/free", (exchange) -> send(exchange, 200, "free of charge"));
		this.server.createContext("/services/large", (exchange) -> send(exchange, 200, "x".repeat(400_000)));
		this.server.createContext("/api/services.json", (exchange) -> send(exchange, 200, """
				{"schemaVersion":"1","services":[{"name":"data","type":"http","description":"Weather data for sale",
				"endpoint":"%s/services/data","skills":[],"payments":[{"price":"0.01 USDC/request",
				"network":"base-sepolia"}]},{"name":"jokes","type":"http","description":"Jokes","payments":[]}]}"""
			.formatted(url())));
		this.server.start();
	}

	String url() {
		return "http://localhost:" + this.server.getAddress().getPort();
	}

	private void sell(HttpExchange exchange, Token token, Map<String, Object> extensions) throws IOException {
		this.asked.incrementAndGet();
		PaymentRequirements offer = PaymentRequirements.exact(token, AtomicAmount.of(this.price), this.payTo, 300);
		String header = exchange.getRequestHeaders().getFirst(PaymentHeaders.PAYMENT_SIGNATURE);
		if (header == null) {
			PaymentRequired required = PaymentRequired
				.of("Payment required", ResourceInfo.of(url() + "/services/data", "Data", "application/json"),
						List.of(offer))
				.withExtensions(extensions);
			exchange.getResponseHeaders()
				.set(PaymentHeaders.PAYMENT_REQUIRED, PaymentRequiredCodec.encodeHeader(required));
			send(exchange, 402, "{}");
			return;
		}
		if (this.breaksAfterPayment) {
			send(exchange, 500, "broken");
			return;
		}
		PaymentPayload payment = PaymentPayloadCodec.decodeHeader(header);
		if (this.facilitator.settle(payment, offer) instanceof Settlement.Settled settled) {
			exchange.getResponseHeaders()
				.set(PaymentHeaders.PAYMENT_RESPONSE, SettlementResponseCodec.encodeHeader(
						SettlementResponse.settled(AnvilChain.NETWORK, settled.payer(), settled.transaction(), null),
						X402Version.V2));
			send(exchange, 200, "{\"weather\":\"fine\"}");
			return;
		}
		send(exchange, 402, "{}");
	}

	private static void send(HttpExchange exchange, int status, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
