package org.obol.gateway.door;

import io.netty.channel.ChannelException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.obol.gateway.paywall.Refusals;
import org.obol.gateway.paywall.Reply;
import org.obol.gateway.route.RouteMatch;
import org.obol.gateway.upstream.BuyerRequest;
import org.obol.kube.ServiceResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
 * Hands calls of offers to the cashier, on a virtual thread. Runs just before the
 * gateway's routing filter, which the cashier calls when it wants the answer.
 */
@Component
class SoldRouteFilter implements GlobalFilter, Ordered {

	private static final Logger log = LoggerFactory.getLogger(SoldRouteFilter.class);

	/** After the URL of the catch-all route is set, before anything is sent. */
	static final int ORDER = 10_100;

	private final Counter counter;

	private final ServiceResolver services;

	private final ReplyWriter replies;

	private final VirtualThreads threads;

	private final BuyerAddresses addresses;

	SoldRouteFilter(Counter counter, ServiceResolver services, ReplyWriter replies, VirtualThreads threads,
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
			.flatMap((body) -> this.threads.run((buyer) -> serve(exchange, chain, open, body, buyer)))
			.onErrorResume(ChannelException.class,
					(ignored) -> Mono.just(Refusals.problem(408, "request_too_slow", "The body did not arrive in time.",
							"Nothing was charged.", true)))
			.onErrorResume(DataBufferLimitException.class,
					(ignored) -> Mono.just(Refusals.problem(413, "request_too_large",
							"The body may have " + most + " bytes.", "Nothing was charged.", false)))
			.flatMap((reply) -> this.replies.write(exchange, reply));
	}

	private Reply serve(ServerWebExchange exchange, GatewayFilterChain chain, RouteMatch.Open open, byte[] body,
			BuyerConnection buyer) {
		try {
			BuyerRequest request = request(exchange.getRequest(), open, body);
			GatewayUpstream upstream = new GatewayUpstream(exchange, chain, this.services, buyer);
			return this.counter.serve(open.route(), request, exchange.getAttributes(),
					new Counter.Visitor(this.addresses.of(exchange.getRequest()), upstream, buyer));
		}
		catch (RuntimeException ex) {
			log.error("A call of {} failed inside the gateway", open.route().offer(), ex);
			return Refusals.problem(500, "internal_error", "The gateway failed.",
					"Send the same payment again; do not sign a new one.", true);
		}
	}

	private static BuyerRequest request(ServerHttpRequest request, RouteMatch.Open open, byte[] body) {
		Map<String, List<String>> headers = new HashMap<>();
		request.getHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
		return new BuyerRequest(request.getMethod().name(), open.rest(),
				Objects.requireNonNullElse(request.getURI().getRawQuery(), ""), headers, body);
	}

	private static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

}
