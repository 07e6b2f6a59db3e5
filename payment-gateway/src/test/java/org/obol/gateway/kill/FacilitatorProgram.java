package org.obol.gateway.kill;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;

import org.obol.x402.Network;
import org.obol.x402.chain.ChainClient;
import org.obol.x402.evm.EvmAccount;
import org.obol.x402.facilitator.FacilitatorEndpoint;
import org.obol.x402.facilitator.OnchainFacilitator;
import org.obol.x402.facilitator.OnchainSettings;

/** A facilitator in a process of its own. */
final class FacilitatorProgram {

	private FacilitatorProgram() {
	}

	public static void main(String[] args) throws IOException {
		ChainClient chain = ChainClient.connect(Network.evm(84532), URI.create(args[1]));
		FacilitatorEndpoint endpoint = new FacilitatorEndpoint(
				new OnchainFacilitator(List.of(chain), EvmAccount.ofPrivateKey(System.getenv("SETTLEMENT_KEY")),
						Clock.systemUTC(), OnchainSettings.defaults()));
		HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])), 200);
		server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		server.createContext("/", (exchange) -> handle(exchange, endpoint));
		server.start();
	}

	private static void handle(HttpExchange exchange, FacilitatorEndpoint endpoint) throws IOException {
		try (exchange) {
			FacilitatorEndpoint.Answer answer = endpoint.answer(exchange.getRequestMethod(),
					exchange.getRequestURI().getPath(), exchange.getRequestBody().readAllBytes());
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			exchange.sendResponseHeaders(answer.status(), answer.body().length);
			exchange.getResponseBody().write(answer.body());
		}
	}

}
