package org.obol.gateway.door;

import java.util.List;
import java.util.Optional;
import org.obol.gateway.metrics.PaymentMeters;
import org.obol.gateway.paywall.Refusals;
import org.obol.gateway.paywall.Reply;
import org.obol.gateway.route.Gate;
import org.obol.gateway.route.RouteMatch;
import org.obol.gateway.route.RouteTable;
import org.obol.x402.codec.PaymentHeaders;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Decides on the event loop what becomes of a request: refused, asked for money, or
 * passed on to routing. Nothing gets past it that has not got a route here.
 */
@Component
class FrontDoor implements WebFilter, Ordered {

	private static final List<String> ADMIN = List.of("/actuator", "/admin/");

	private final RouteTable routes;

	private final ReplyWriter replies;

	private final PaymentMeters meters;

	private final ModelList models = new ModelList();

	private final ApplicationContext front;

	FrontDoor(RouteTable routes, ReplyWriter replies, PaymentMeters meters, ApplicationContext front) {
		this.routes = routes;
		this.replies = replies;
		this.meters = meters;
		this.front = front;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		if (!this.front.equals(exchange.getApplicationContext())) {
			return admin(exchange, chain);
		}
		ServerHttpRequest request = exchange.getRequest();
		Optional<String> path = RequestPath.of(request.getURI().getRawPath());
		if (path.isEmpty()) {
			return this.replies.write(exchange,
					Refusals.problem(400, "bad_path", "The path is not in its simplest form.",
							"Send no empty or dot segments and no escaped or special characters.", false));
		}
		if (HttpMethod.OPTIONS.equals(request.getMethod())) {
			return preflight(exchange.getResponse());
		}
		if (Pages.contains(path.get())) {
			return page(exchange, chain);
		}
		return switch (this.routes.match(path.get())) {
			case RouteMatch.Open open -> offer(exchange, chain, open);
			case RouteMatch.Closed ignored -> this.replies.write(exchange, Refusals.problem(503, "offer_unavailable",
					"This offer is not available at the moment.", "Nothing was charged. Try again later.", true));
			case RouteMatch.Missing ignored -> this.replies.write(exchange, missing(path.get()));
		};
	}

	/**
	 * The admin port's context inherits this filter and the routes; what is sold stays
	 * away from it.
	 */
	private Mono<Void> admin(ServerWebExchange exchange, WebFilterChain chain) {
		String path = exchange.getRequest().getURI().getPath();
		boolean own = ADMIN.stream().anyMatch(path::startsWith);
		return own ? chain.filter(exchange) : this.replies.write(exchange, missing(path));
	}

	private Mono<Void> offer(ServerWebExchange exchange, WebFilterChain chain, RouteMatch.Open open) {
		ServerHttpRequest request = exchange.getRequest();
		if (this.models.answers(open, request.getMethod())) {
			return this.replies.write(exchange, this.models.reply(open.route()));
		}
		exchange.getAttributes().put(Door.MATCH, open);
		return switch (open.route().gate(open.rest(), request.getMethod().name())) {
			case Gate.Kind.PAID -> paid(exchange, chain, open);
			case Gate.Kind.FREE -> letIn(exchange, chain);
			case Gate.Kind.AUTH, Gate.Kind.CLOSED -> this.replies.write(exchange, missing("/services/"));
		};
	}

	private Mono<Void> paid(ServerWebExchange exchange, WebFilterChain chain, RouteMatch.Open open) {
		HttpHeaders headers = exchange.getRequest().getHeaders();
		this.meters.of(open.route()).requested();
		List<String> v2 = headers.getOrEmpty(PaymentHeaders.PAYMENT_SIGNATURE);
		List<String> v1 = headers.getOrEmpty(PaymentHeaders.X_PAYMENT);
		if (v2.isEmpty() && v1.isEmpty()) {
			return ask(exchange, open);
		}
		if (v2.size() + v1.size() > 1) {
			return this.replies.write(exchange, Refusals.problem(400, "invalid_payment_header",
					"There is more than one payment header.", "Send one payment.", false));
		}
		exchange.getAttributes().put(Door.PAYMENT, v2.isEmpty() ? v1.getFirst() : v2.getFirst());
		return letIn(exchange, chain);
	}

	private Mono<Void> ask(ServerWebExchange exchange, RouteMatch.Open open) {
		this.meters.of(open.route()).asked();
		ServerHttpResponse response = exchange.getResponse();
		response.setStatusCode(HttpStatus.PAYMENT_REQUIRED);
		HttpHeaders headers = response.getHeaders();
		PublicHeaders.addTo(headers);
		headers.set(PaymentHeaders.PAYMENT_REQUIRED, open.route().quote().header());
		headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
		boolean browser = isBrowser(exchange.getRequest().getHeaders());
		headers.set(HttpHeaders.CONTENT_TYPE, browser ? "text/html;charset=UTF-8" : "application/json");
		byte[] body = browser ? open.route().quote().page() : open.route().quote().body();
		if (browser) {
			headers.set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
		}
		headers.setContentLength(body.length);
		if (HttpMethod.HEAD.equals(exchange.getRequest().getMethod())) {
			return response.setComplete();
		}
		return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
	}

	private static boolean isBrowser(HttpHeaders headers) {
		String accept = headers.getFirst(HttpHeaders.ACCEPT);
		String agent = headers.getFirst(HttpHeaders.USER_AGENT);
		return accept != null && accept.contains("text/html") && agent != null && agent.contains("Mozilla");
	}

	private Mono<Void> page(ServerWebExchange exchange, WebFilterChain chain) {
		HttpMethod method = exchange.getRequest().getMethod();
		if (!HttpMethod.GET.equals(method) && !HttpMethod.HEAD.equals(method)) {
			return this.replies.write(exchange, Refusals.problem(405, "method_not_allowed",
					"This document can only be read.", "Send a GET.", false));
		}
		return letIn(exchange, chain);
	}

	private static Mono<Void> letIn(ServerWebExchange exchange, WebFilterChain chain) {
		exchange.getAttributes().put(Door.LET_IN, Boolean.TRUE);
		return chain.filter(exchange);
	}

	private static Mono<Void> preflight(ServerHttpResponse response) {
		response.setStatusCode(HttpStatus.NO_CONTENT);
		PublicHeaders.addPreflightTo(response.getHeaders());
		return response.setComplete();
	}

	private static Reply.Whole missing(String path) {
		return path.startsWith("/services/")
				? Refusals.problem(404, "offer_not_found", "No offer answers at this path.",
						"See /api/services.json for what is offered.", false)
				: Refusals.problem(404, "not_found", "There is nothing at this path.",
						"See /api/services.json for what is offered.", false);
	}

}
