package org.obol.offercontroller;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.obol.api.Condition;
import org.obol.api.OfferCondition;
import org.obol.api.OfferRoute;
import org.obol.api.RouteGate;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferStatus.Accepts;
import org.obol.x402.AtomicAmount;
import org.obol.x402.Network;
import org.obol.x402.PaymentRequired;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.ResourceInfo;
import org.obol.x402.codec.PaymentHeaders;
import org.obol.x402.codec.PaymentRequiredCodec;

/**
 * Two small HTTP servers: something to sell, and a gateway that quotes what offers say.
 */
final class TinyServers {

	private TinyServers() {
	}

	/** Answers every path with a status that can be turned. */
	static final class Upstream implements AutoCloseable {

		private final HttpServer server;

		volatile int status = 200;

		Upstream() {
			this.server = start((exchange) -> answer(exchange, this.status));
		}

		int port() {
			return this.server.getAddress().getPort();
		}

		@Override
		public void close() {
			this.server.stop(0);
		}

	}

	/** Publishes offers by the same rule as the real gateway, and answers readiness. */
	static final class Gateway implements AutoCloseable {

		private final HttpServer server;

		private final Function<String, Optional<ServiceOffer>> offerAt;

		volatile boolean ready = true;

		/** Paths that end like this answer 404. */
		volatile String deaf = "\0";

		Gateway(Function<String, Optional<ServiceOffer>> offerAt) {
			this.offerAt = offerAt;
			this.server = start(this::handle);
		}

		String url() {
			return "http://127.0.0.1:" + this.server.getAddress().getPort();
		}

		private void handle(HttpExchange exchange) throws IOException {
			String path = exchange.getRequestURI().getPath();
			if (path.equals("/ready")) {
				answer(exchange, this.ready ? 200 : 503);
				return;
			}
			Optional<PaymentRequired> quote = this.offerAt.apply(path)
				.filter(Gateway::isLive)
				.filter((offer) -> !path.endsWith(this.deaf))
				.flatMap((offer) -> quote(offer, path, exchange.getRequestMethod()));
			quote.ifPresent((found) -> exchange.getResponseHeaders()
				.set(PaymentHeaders.PAYMENT_REQUIRED, PaymentRequiredCodec.encodeHeader(found)));
			answer(exchange, quote.isPresent() ? 402 : 404);
		}

		private static boolean isLive(ServiceOffer offer) {
			return !offer.isPaused() && !offer.getStatus().accepts().isEmpty() && offer.getStatus().upstream() != null
					&& Condition.holds(offer.conditions(), OfferCondition.MODEL_READY.wire())
					&& Condition.holds(offer.conditions(), OfferCondition.UPSTREAM_HEALTHY.wire());
		}

		private static Optional<PaymentRequired> quote(ServiceOffer offer, String path, String method) {
			List<OfferRoute> routes = OfferRoute.of(offer);
			Optional<List<Accepts>> asked = routes.isEmpty() ? Optional.of(offer.getStatus().accepts())
					: OfferRoute.choose(routes, path.substring(offer.effectivePath().length()), method)
						.filter((route) -> route.gate() == RouteGate.PAID)
						.map(OfferRoute::accepts);
			ResourceInfo resource = new ResourceInfo("http://x" + path, null, null, null, List.of(), null);
			return asked.map((accepts) -> PaymentRequired.of("pay", resource,
					accepts.stream().map(Gateway::requirements).toList()));
		}

		private static PaymentRequirements requirements(Accepts accepts) {
			return new PaymentRequirements(accepts.scheme(), new Network(accepts.network()),
					AtomicAmount.parse(accepts.amount()), accepts.asset(), accepts.payTo(),
					(int) accepts.maxTimeoutSeconds(), accepts.extra());
		}

		@Override
		public void close() {
			this.server.stop(0);
		}

	}

	private interface Handler {

		void handle(HttpExchange exchange) throws IOException;

	}

	private static HttpServer start(Handler handler) {
		try {
			HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
			server.createContext("/", handler::handle);
			server.start();
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void answer(HttpExchange exchange, int status) throws IOException {
		exchange.getRequestBody().readAllBytes();
		exchange.sendResponseHeaders(status, -1);
		exchange.close();
	}

}
