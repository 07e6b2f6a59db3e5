package org.obol.gateway.door;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelException;
import io.netty.handler.codec.http.QueryStringDecoder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executors;

import org.jspecify.annotations.Nullable;
import org.obol.gateway.paywall.RateLimiter;
import org.obol.x402.facilitator.Facilitator;
import org.obol.x402.facilitator.FacilitatorEndpoint;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;

import reactor.netty.http.server.HttpServerResponse;

/**
 * Serves this gateway's facilitator to others, on a port of its own so that it is never
 * public by accident: {@code /verify}, {@code /settle}, {@code /supported} and
 * {@code /discovery/resources}.
 */
@Component
@ConditionalOnProperty("obol.facilitator.serve.enabled")
class FacilitatorPort implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(FacilitatorPort.class);

	private static final int MOST = 64 * 1024;

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final String DISCOVERY = "/discovery/resources";

	private final FacilitatorPortProperties properties;

	private final FacilitatorEndpoint endpoint;

	private final Discovery discovery;

	private final byte @Nullable [] token;

	private final RateLimiter rates = new RateLimiter(System::nanoTime);

	private final Scheduler threads = Schedulers.fromExecutorService(Executors.newVirtualThreadPerTaskExecutor());

	private @Nullable DisposableServer server;

	FacilitatorPort(FacilitatorPortProperties properties, Facilitator facilitator, Discovery discovery) {
		this.properties = properties;
		this.endpoint = new FacilitatorEndpoint(facilitator);
		this.discovery = discovery;
		this.token = token(properties);
	}

	private static byte @Nullable [] token(FacilitatorPortProperties properties) {
		if (properties.tokenFile() == null) {
			return null;
		}
		try {
			String text = Files.readString(properties.tokenFile()).strip();
			if (text.isEmpty()) {
				throw new IllegalArgumentException(
						"obol.facilitator.serve.token-file " + properties.tokenFile() + " is empty");
			}
			return ("Bearer " + text).getBytes(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(
					"obol.facilitator.serve.token-file " + properties.tokenFile() + " can't be read", ex);
		}
	}

	@Override
	public void start() {
		this.server = HttpServer.create()
			.port(this.properties.port())
			.idleTimeout(PATIENCE.multipliedBy(3))
			.doOnChannelInit((observer, channel, remote) -> {
				HeadDeadline.watch(channel.pipeline(), PATIENCE);
				BodyDeadline.watch(channel.pipeline(), PATIENCE);
			})
			.handle(this::handle)
			.bindNow();
		log.info("Serving the facilitator on port {}{}", this.server.port(),
				(this.token == null) ? ", to everybody" : "");
	}

	/** Where it listens; another one than asked for when that was 0. */
	int port() {
		return Objects.requireNonNull(this.server).port();
	}

	private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
		FacilitatorEndpoint.Answer refusal = refusal(request);
		if (refusal != null) {
			return send(response, refusal);
		}
		return request.receive()
			.asByteArray()
			.collect(BoundedBody::new, BoundedBody::add)
			.flatMap((body) -> Mono.fromCallable(() -> answer(request, body.bytes())).subscribeOn(this.threads))
			.onErrorResume(BoundedBody.TooLarge.class, (ignored) -> Mono.just(error(413, "the body is too large")))
			.onErrorResume(ChannelException.class, (ignored) -> Mono.just(error(408, "the body is too slow")))
			.onErrorResume((ex) -> {
				log.error("A call of the facilitator failed", ex);
				return Mono.just(error(500, "try again later"));
			})
			.flatMap((answer) -> Mono.from(send(response, answer)));
	}

	private FacilitatorEndpoint.@Nullable Answer refusal(HttpServerRequest request) {
		var remote = request.remoteAddress();
		String address = (remote != null && remote.getAddress() != null) ? BuyerAddresses.group(remote.getAddress())
				: "";
		if (!this.rates.allows(address, this.properties.rps())) {
			return error(429, "too many calls");
		}
		return isKnown(request.requestHeaders().get("Authorization")) ? null : error(401, "show a bearer token");
	}

	private boolean isKnown(@Nullable String authorization) {
		return this.token == null || (authorization != null
				&& MessageDigest.isEqual(this.token, authorization.getBytes(StandardCharsets.UTF_8)));
	}

	private FacilitatorEndpoint.Answer answer(HttpServerRequest request, byte[] body) {
		QueryStringDecoder uri = new QueryStringDecoder(request.uri());
		return DISCOVERY.equals(uri.path()) ? this.discovery.answer(request.method().name(), uri.parameters())
				: this.endpoint.answer(request.method().name(), uri.path(), body);
	}

	private static Publisher<Void> send(HttpServerResponse response, FacilitatorEndpoint.Answer answer) {
		if (answer.status() == 429) {
			response.header("Retry-After", "1");
		}
		return response.status(answer.status())
			.header("Content-Type", "application/json")
			.header("Cache-Control", "no-store")
			.header("Content-Length", Integer.toString(answer.body().length))
			.send(Mono.just(Unpooled.wrappedBuffer(answer.body())))
			.then();
	}

	private static FacilitatorEndpoint.Answer error(int status, String sentence) {
		return new FacilitatorEndpoint.Answer(status,
				("{\"error\":\"" + sentence + "\"}").getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public void stop() {
		if (this.server != null) {
			this.server.disposeNow(PATIENCE);
			this.server = null;
		}
		this.threads.dispose();
	}

	@Override
	public boolean isRunning() {
		return this.server != null;
	}

	/** A body that stops growing. */
	private static final class BoundedBody {

		private final java.io.ByteArrayOutputStream held = new java.io.ByteArrayOutputStream();

		void add(byte[] part) {
			if (this.held.size() + part.length > MOST) {
				throw new TooLarge();
			}
			this.held.writeBytes(part);
		}

		byte[] bytes() {
			return this.held.toByteArray();
		}

		private static final class TooLarge extends RuntimeException {

		}

	}

}
