package org.obol.gateway.door;

import java.util.List;
import java.util.Map;
import org.obol.gateway.extension.SignInDesk;
import org.obol.gateway.metrics.PaymentMeters;
import org.obol.gateway.route.Quote;
import org.obol.gateway.route.Route;
import org.obol.gateway.route.RouteMatch;
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
 * Carries out on the event loop what the {@link Doorkeeper} decides: writes an answer, or
 * passes the request on to routing. Nothing gets past it that was not let in.
 */
@Component
class FrontDoor implements WebFilter, Ordered {

	private static final List<String> ADMIN = List.of("/actuator", "/admin/");

	private final Doorkeeper doorkeeper;

	private final ReplyWriter replies;

	private final PaymentMeters meters;

	private final SignInDesk signIns;

	private final ApplicationContext front;

	FrontDoor(Doorkeeper doorkeeper, ReplyWriter replies, PaymentMeters meters, SignInDesk signIns,
			ApplicationContext front) {
		this.doorkeeper = doorkeeper;
		this.signIns = signIns;
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
		return switch (this.doorkeeper.decide(asking(exchange.getRequest()))) {
			case Doorkeeper.Verdict.Answered(var reply) -> this.replies.write(exchange, reply);
			case Doorkeeper.Verdict.Preflight() -> preflight(exchange.getResponse());
			case Doorkeeper.Verdict.Page() -> letIn(exchange, chain);
			case Doorkeeper.Verdict.Free(RouteMatch.Open open) -> {
				exchange.getAttributes().put(Door.MATCH, open);
				yield letIn(exchange, chain);
			}
			case Doorkeeper.Verdict.Mcp(RouteMatch.Open open) ->
				letIn(exchange, chain, Map.of(Door.MATCH, open, Door.MCP, Boolean.TRUE));
			case Doorkeeper.Verdict.SignInAsked(RouteMatch.Open open) ->
				this.replies.write(exchange, this.signIns.ask(open.route(), open.rest()));
			case Doorkeeper.Verdict.SignedIn(RouteMatch.Open open, String signIn) ->
				letIn(exchange, chain, Map.of(Door.MATCH, open, Door.SIGN_IN, signIn));
			case Doorkeeper.Verdict.Asked(Route route, boolean person) -> {
				this.meters.of(route).requested();
				this.meters.of(route).asked();
				yield ask(exchange, route.quote(), person);
			}
			case Doorkeeper.Verdict.Muddled(Route route, var reply) -> {
				this.meters.of(route).requested();
				yield this.replies.write(exchange, reply);
			}
			case Doorkeeper.Verdict.Paying(RouteMatch.Open open, String payment) -> {
				this.meters.of(open.route()).requested();
				exchange.getAttributes().put(Door.MATCH, open);
				exchange.getAttributes().put(Door.PAYMENT, payment);
				yield letIn(exchange, chain);
			}
		};
	}

	/**
	 * The admin port's context inherits this filter and the routes; what is sold stays
	 * away from it.
	 */
	private Mono<Void> admin(ServerWebExchange exchange, WebFilterChain chain) {
		String path = exchange.getRequest().getURI().getPath();
		boolean own = ADMIN.stream().anyMatch(path::startsWith);
		return own ? chain.filter(exchange) : this.replies.write(exchange, Doorkeeper.missing(path));
	}

	private static Doorkeeper.Asking asking(ServerHttpRequest request) {
		return new Doorkeeper.Asking() {
			@Override
			public String method() {
				return request.getMethod().name();
			}

			@Override
			public String rawPath() {
				return request.getURI().getRawPath();
			}

			@Override
			public List<String> header(String name) {
				return request.getHeaders().getOrEmpty(name);
			}
		};
	}

	private static Mono<Void> ask(ServerWebExchange exchange, Quote quote, boolean person) {
		ServerHttpResponse response = exchange.getResponse();
		response.setStatusCode(HttpStatus.PAYMENT_REQUIRED);
		HttpHeaders headers = response.getHeaders();
		AskedHeaders.of(quote, person).forEach(headers::set);
		byte[] body = person ? quote.page() : quote.body();
		headers.setContentLength(body.length);
		if (HttpMethod.HEAD.equals(exchange.getRequest().getMethod())) {
			return response.setComplete();
		}
		return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
	}

	private static Mono<Void> letIn(ServerWebExchange exchange, WebFilterChain chain, Map<String, Object> marks) {
		exchange.getAttributes().putAll(marks);
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

}
