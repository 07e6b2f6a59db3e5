package org.obol.gateway.door;

import io.netty.channel.ChannelException;
import java.util.Map;
import java.util.stream.Stream;
import org.obol.gateway.paywall.Refusals;
import org.obol.gateway.paywall.Reply;
import org.obol.gateway.route.RouteMatch;
import org.obol.gateway.upstream.BuyerRequest;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Hands calls of offers that came this far to whoever serves them, on a virtual thread:
 * free ones, those with a signature, MCP, and payments that are not as plain as
 * {@link QuickAnswers} takes them. Runs just before the gateway's routing filter, which
 * is left with the pages.
 */
@Component
class SoldRouteFilter implements GlobalFilter, Ordered {

	/** After the URL of the catch-all route is set, before anything is sent. */
	static final int ORDER = 10_100;

	private final Counter counter;

	private final Services services;

	private final ReplyWriter replies;

	private final VirtualThreads threads;

	private final BuyerAddresses addresses;

	SoldRouteFilter(Counter counter, Services services, ReplyWriter replies, VirtualThreads threads,
			BuyerAddresses addresses) {
		this.counter = counter;
		this.services = services;
		this.replies = replies;
		this.threads = threads;
		this.addresses = addresses;
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
		RouteMatch.Open open = exchange.getAttribute(Door.MATCH);
		if (open == null) {
			return chain.filter(exchange);
		}
		int most = (int) open.route().limits().maxRequestBytes();
		return DataBufferUtils.join(exchange.getRequest().getBody(), most)
			.map(SoldRouteFilter::bytes)
			.defaultIfEmpty(new byte[0])
			.flatMap((body) -> this.threads.run((buyer) -> serve(exchange, open, body, buyer)))
			.onErrorResume(ChannelException.class,
					(ignored) -> Mono.just(Refusals.problem(408, "request_too_slow", "The body did not arrive in time.",
							"Nothing was charged.", true)))
			.onErrorResume(DataBufferLimitException.class,
					(ignored) -> Mono.just(Refusals.problem(413, "request_too_large",
							"The body may have " + most + " bytes.", "Nothing was charged.", false)))
			.flatMap((reply) -> this.replies.write(exchange, reply));
	}

	private Reply serve(ServerWebExchange exchange, RouteMatch.Open open, byte[] body, BuyerConnection buyer) {
		try {
			BuyerRequest request = request(exchange.getRequest(), open, body);
			return this.counter.serve(open.route(), request, exchange.getAttributes(),
					new Counter.Visitor(this.addresses.of(exchange.getRequest()), this.services.on(buyer), buyer));
		}
		catch (RuntimeException ex) {
			return Counter.broken(open.route(), ex);
		}
	}

	private static BuyerRequest request(ServerHttpRequest request, RouteMatch.Open open, byte[] body) {
		Stream<Map.Entry<String, String>> lines = request.getHeaders()
			.headerSet()
			.stream()
			.flatMap((header) -> header.getValue().stream().map((value) -> Map.entry(header.getKey(), value)));
		return BuyerRequest.received(open, request.getMethod().name(), request.getURI().getRawQuery(), lines.toList(),
				body);
	}

	private static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

}
