package org.obol.gateway.facilitator;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.obol.x402.facilitator.Exchange;
import org.obol.x402.facilitator.FacilitatorTransport;

/**
 * Requests to one facilitator over kept connections, on one event loop: two of them are
 * in every sold call, and the JDK's client passes each through four threads. Blocks; call
 * it from virtual threads.
 */
final class NettyTransport implements FacilitatorTransport {

	private static final long IDLE = Duration.ofSeconds(15).toNanos();

	private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1,
			new DefaultThreadFactory("facilitator", true),
			Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());

	private final Deque<FacilitatorConnection> idle = new ConcurrentLinkedDeque<>();

	private final URI base;

	private final Duration connectTimeout;

	private final @Nullable SslContext tls;

	private final Bootstrap bootstrap;

	/**
	 * A transport to one host.
	 * @param base the facilitator's URL, of which host and port count
	 * @param connectTimeout how long a connection may take, TLS included
	 */
	NettyTransport(URI base, Duration connectTimeout) {
		this.base = base;
		this.connectTimeout = connectTimeout;
		this.tls = "https".equals(base.getScheme()) ? tls() : null;
		this.bootstrap = new Bootstrap().group(this.loop)
			.channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
			.option(ChannelOption.TCP_NODELAY, true)
			.option(ChannelOption.SO_KEEPALIVE, true)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectTimeout.toMillis())
			.handler(new ChannelInitializer<Channel>() {
				@Override
				protected void initChannel(Channel channel) {
					connected(channel);
				}
			});
	}

	@Override
	public Exchange send(Request request) {
		for (FacilitatorConnection kept = this.idle.poll(); kept != null; kept = this.idle.poll()) {
			// One that was closed meanwhile has sent nothing, so another can be tried.
			Exchange exchange = kept.isOlderThan(IDLE) ? kept.dropped() : send(kept, request);
			if (exchange != null) {
				return exchange;
			}
		}
		FacilitatorConnection fresh = connect();
		Exchange exchange = (fresh != null) ? send(fresh, request) : null;
		return (exchange != null) ? exchange : new Exchange.Unsent("no connection to the facilitator");
	}

	private @Nullable Exchange send(FacilitatorConnection connection, Request request) {
		CompletableFuture<@Nullable Exchange> answer = connection.send(http(request));
		try {
			return answer.get(request.timeout().toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			connection.abandon(answer);
			return Exchange.timedOut(request.timeout());
		}
		catch (ExecutionException ex) {
			return new Exchange.Unanswered(false, "the connection broke");
		}
		catch (InterruptedException ex) {
			connection.abandon(answer);
			Thread.currentThread().interrupt();
			return new Exchange.Unanswered(true, "interrupted");
		}
	}

	private @Nullable FacilitatorConnection connect() {
		// Looked up here: the event loop must not wait for a name server.
		InetSocketAddress address = new InetSocketAddress(host(), port());
		CompletableFuture<FacilitatorConnection> ready = new CompletableFuture<>();
		ChannelFuture connecting = this.bootstrap.connect(address);
		connecting.addListener((connected) -> {
			if (!connected.isSuccess()) {
				ready.completeExceptionally(connected.cause());
				return;
			}
			FacilitatorConnection connection = connecting.channel().pipeline().get(FacilitatorConnection.class);
			SslHandler handshake = connecting.channel().pipeline().get(SslHandler.class);
			if (handshake == null) {
				ready.complete(connection);
			}
			else {
				handshake.handshakeFuture().addListener((shaken) -> finish(ready, connection, shaken));
			}
		});
		try {
			return ready.get();
		}
		catch (ExecutionException ex) {
			return null;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
	}

	private static void finish(CompletableFuture<FacilitatorConnection> ready, FacilitatorConnection connection,
			Future<?> shaken) {
		if (shaken.isSuccess()) {
			ready.complete(connection);
		}
		else {
			ready.completeExceptionally(shaken.cause());
		}
	}

	private void connected(Channel channel) {
		if (this.tls != null) {
			SslHandler handler = this.tls.newHandler(channel.alloc(), host(), port());
			handler.setHandshakeTimeoutMillis(this.connectTimeout.toMillis());
			channel.pipeline().addLast(handler);
		}
		channel.pipeline()
			.addLast(new HttpClientCodec(), new HttpObjectAggregator(MAX_ANSWER),
					new FacilitatorConnection(channel, this.idle::push));
	}

	private FullHttpRequest http(Request request) {
		URI uri = request.uri();
		String target = (uri.getRawQuery() != null) ? uri.getRawPath() + "?" + uri.getRawQuery() : uri.getRawPath();
		FullHttpRequest http = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(request.method()),
				target, Unpooled.wrappedBuffer(request.body()));
		request.headers().forEach(http.headers()::set);
		http.headers()
			.set(HttpHeaderNames.HOST, uri.getRawAuthority())
			.set(HttpHeaderNames.CONTENT_LENGTH, request.body().length);
		return http;
	}

	private String host() {
		String host = (this.base.getHost() != null) ? this.base.getHost() : "";
		return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
	}

	private int port() {
		int usual = (this.tls != null) ? 443 : 80;
		return (this.base.getPort() > 0) ? this.base.getPort() : usual;
	}

	private static SslContext tls() {
		try {
			return SslContextBuilder.forClient().endpointIdentificationAlgorithm("HTTPS").build();
		}
		catch (SSLException ex) {
			throw new IllegalStateException("TLS is not available", ex);
		}
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored")
	public void close() {
		this.loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
	}

}
