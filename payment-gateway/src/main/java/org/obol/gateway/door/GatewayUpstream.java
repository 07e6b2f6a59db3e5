package org.obol.gateway.door;

import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.obol.gateway.upstream.Upstream;
import org.obol.gateway.upstream.UpstreamAnswer;
import org.obol.gateway.upstream.UpstreamException;
import org.obol.gateway.upstream.UpstreamRequest;
import org.obol.kube.ServiceResolver;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientResponse;

/**
 * Reaches services through Spring Cloud Gateway's own routing filter: its connection
 * pool, its header filters. The answer ends here and not in the buyer's response, because
 * nothing may reach the buyer before the money has moved.
 */
final class GatewayUpstream implements Upstream {

	private final ServerWebExchange exchange;

	private final GatewayFilterChain chain;

	private final ServiceResolver services;

	private final BuyerConnection buyer;

	GatewayUpstream(ServerWebExchange exchange, GatewayFilterChain chain, ServiceResolver services,
			BuyerConnection buyer) {
		this.exchange = exchange;
		this.chain = chain;
		this.services = services;
		this.buyer = buyer;
	}

	@Override
	public UpstreamAnswer call(UpstreamRequest request, Duration timeout) {
		long deadline = System.nanoTime() + timeout.toNanos();
		URI url = this.services.locate(request.url());
		UpstreamExchange call = new UpstreamExchange(this.exchange, request, url);
		// The body is asked for on the event loop, so that it is here when this thread
		// is.
		CompletableFuture<@Nullable NettyAnswer> answer = this.chain.filter(call)
			.then(Mono.fromSupplier(() -> answer(call, timeout, deadline)))
			.toFuture();
		this.buyer.whenGone(() -> giveUp(answer));
		try {
			return Objects.requireNonNull(answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
		}
		catch (TimeoutException ex) {
			giveUp(answer);
			throw new UpstreamException(UpstreamException.Kind.TIMEOUT, "no answer within " + timeout);
		}
		catch (ExecutionException ex) {
			throw failed(Objects.requireNonNullElse(ex.getCause(), ex));
		}
		catch (InterruptedException | CancellationException ex) {
			giveUp(answer);
			throw new UpstreamException(UpstreamException.Kind.ABANDONED, "nobody waits for it");
		}
	}

	/** Also when the answer has come already, or comes at the same moment. */
	private static void giveUp(CompletableFuture<@Nullable NettyAnswer> answer) {
		if (!answer.cancel(true) && !answer.isCompletedExceptionally()) {
			NettyAnswer late = answer.resultNow();
			if (late != null) {
				late.abandon();
			}
		}
	}

	private static NettyAnswer answer(UpstreamExchange call, Duration timeout, long deadline) {
		Connection connection = call.getAttribute(ServerWebExchangeUtils.CLIENT_RESPONSE_CONN_ATTR);
		HttpClientResponse response = call.getAttribute(ServerWebExchangeUtils.CLIENT_RESPONSE_ATTR);
		if (connection == null || response == null) {
			throw new UpstreamException(UpstreamException.Kind.UNREACHABLE, "nothing routed the request");
		}
		return new NettyAnswer(response, connection, timeout, deadline);
	}

	private static UpstreamException failed(Throwable cause) {
		if (cause instanceof UpstreamException known) {
			return known;
		}
		boolean unreachable = cause instanceof ConnectException || cause instanceof java.net.UnknownHostException
				|| cause.getCause() instanceof ConnectException;
		return new UpstreamException(unreachable ? UpstreamException.Kind.UNREACHABLE : UpstreamException.Kind.BROKEN,
				cause.toString());
	}

}
