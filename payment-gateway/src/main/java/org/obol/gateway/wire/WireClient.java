package org.obol.gateway.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends each request once, over a kept connection on the event loop that the call came in
 * on. Only a connection that is known to have been closed before anything was written is
 * replaced by another. Blocks; call it from virtual threads.
 */
public final class WireClient implements AutoCloseable {

	private static final int LINE = 4096;

	private static final int HEAD = 16 * 1024;

	private static final int PART = 64 * 1024;

	private final EventLoopGroup loops;

	private final Duration connectTimeout;

	private final long keep;

	private final Map<Place, Deque<WireConnection>> idle = new ConcurrentHashMap<>();

	private final Future<?> sweeping;

	// An event loop must not wait for a name server.
	private final ExecutorService names = Executors
		.newCachedThreadPool(Thread.ofPlatform().name("names-", 0).daemon().factory());

	private volatile @Nullable SslContext tls;

	/**
	 * A client.
	 * @param loops where connections live; not closed by this
	 * @param connectTimeout how long a connection may take, TLS included
	 * @param keep how long a connection that nobody uses is kept: less than the other
	 * side keeps it, or a request goes to somebody who is just hanging up
	 */
	public WireClient(EventLoopGroup loops, Duration connectTimeout, Duration keep) {
		this.loops = loops;
		this.connectTimeout = connectTimeout;
		this.keep = keep.toNanos();
		this.sweeping = loops.next().scheduleWithFixedDelay(this::sweep, this.keep, this.keep, TimeUnit.NANOSECONDS);
	}

	/**
	 * Sends a request and blocks until the answer's head is there.
	 * @param request what to send
	 * @param deadline until when, by {@link System#nanoTime()}
	 * @param sent told as soon as there may be an answer, to give it up from elsewhere
	 * @return the answer; to be closed
	 * @throws WireException when there is none
	 */
	public WireAnswer send(WireRequest request, long deadline, Consumer<WireAnswer> sent) throws WireException {
		Place place = new Place(Origin.of(request.url()), HomeLoop.or(this.loops));
		Deque<WireConnection> kept = this.idle.computeIfAbsent(place, (ignored) -> new ConcurrentLinkedDeque<>());
		for (WireConnection next = kept.poll(); next != null; next = kept.poll()) {
			WireAnswer answer = isOld(next) ? null : send(next, request, deadline, sent);
			if (answer != null) {
				return answer;
			}
		}
		WireAnswer answer = send(connect(place, deadline), request, deadline, sent);
		if (answer == null) {
			throw new WireException(WireException.Kind.UNSENT, "the connection was closed at once");
		}
		return answer;
	}

	private static @Nullable WireAnswer send(WireConnection connection, WireRequest request, long deadline,
			Consumer<WireAnswer> sent) throws WireException {
		WireAnswer answer = new WireAnswer();
		connection.send(request.http(), answer);
		sent.accept(answer);
		return answer.awaitHead(deadline) ? answer : null;
	}

	private WireConnection connect(Place place, long deadline) throws WireException {
		CompletableFuture<WireConnection> ready = new CompletableFuture<>();
		try {
			long begin = System.nanoTime();
			long patience = Math.min(this.connectTimeout.toNanos(), deadline - begin);
			InetAddress address = address(place.origin.host(), patience);
			bootstrap(place, ready).connect(new InetSocketAddress(address, place.origin.port()))
				.addListener((connected) -> {
					if (!connected.isSuccess()) {
						ready.completeExceptionally(connected.cause());
					}
				});
			return ready.get(patience - (System.nanoTime() - begin), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			throw unsent(place, "not in time");
		}
		catch (ExecutionException ex) {
			throw unsent(place, String.valueOf(ex.getCause()));
		}
		catch (UnknownHostException ex) {
			throw unsent(place, ex.toString());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw unsent(place, "interrupted");
		}
		finally {
			// A connection that comes too late closes itself.
			ready.cancel(false);
		}
	}

	private static WireException unsent(Place place, String why) {
		return new WireException(WireException.Kind.UNSENT,
				"no connection to " + place.origin.host() + ":" + place.origin.port() + ": " + why);
	}

	private InetAddress address(String host, long patience)
			throws UnknownHostException, ExecutionException, InterruptedException, TimeoutException {
		if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
			return InetAddress.getByName(host);
		}
		return this.names.submit(() -> InetAddress.getByName(host)).get(patience, TimeUnit.NANOSECONDS);
	}

	private Bootstrap bootstrap(Place place, CompletableFuture<WireConnection> ready) throws WireException {
		SslContext secure = place.origin.secure() ? tls() : null;
		boolean epoll = place.loop instanceof IoEventLoop loop && loop.isIoType(EpollIoHandler.class);
		return new Bootstrap().group(place.loop)
			.channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
			.option(ChannelOption.TCP_NODELAY, true)
			.option(ChannelOption.SO_KEEPALIVE, true)
			.option(ChannelOption.AUTO_READ, false)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) this.connectTimeout.toMillis())
			.handler(new ChannelInitializer<Channel>() {
				@Override
				protected void initChannel(Channel channel) {
					connected(place, channel, secure, ready);
				}
			});
	}

	private void connected(Place place, Channel channel, @Nullable SslContext secure,
			CompletableFuture<WireConnection> ready) {
		WireConnection connection = new WireConnection(channel, (free) -> keep(place, free));
		if (secure == null) {
			channel.pipeline().addLast(new WhenActive(() -> offer(ready, connection)));
		}
		else {
			SslHandler handler = secure.newHandler(channel.alloc(), place.origin.host(), place.origin.port());
			handler.setHandshakeTimeoutMillis(this.connectTimeout.toMillis());
			handler.handshakeFuture().addListener((shaken) -> {
				if (shaken.isSuccess()) {
					offer(ready, connection);
				}
				else {
					ready.completeExceptionally(shaken.cause());
				}
			});
			channel.pipeline().addLast(handler);
		}
		channel.pipeline().addLast(new HttpClientCodec(LINE, HEAD, PART), connection);
	}

	private void offer(CompletableFuture<WireConnection> ready, WireConnection connection) {
		if (!ready.complete(connection)) {
			connection.hangUp();
		}
	}

	private void keep(Place place, WireConnection connection) {
		this.idle.compute(place, (ignored, before) -> {
			Deque<WireConnection> kept = (before != null) ? before : new ConcurrentLinkedDeque<>();
			kept.push(connection);
			return kept;
		});
	}

	private void sweep() {
		this.idle.keySet().forEach((place) -> this.idle.computeIfPresent(place, (ignored, kept) -> {
			kept.removeIf(this::isOld);
			return kept.isEmpty() ? null : kept;
		}));
	}

	private boolean isOld(WireConnection connection) {
		boolean old = connection.isOlderThan(this.keep);
		if (old) {
			connection.hangUp();
		}
		return old;
	}

	private SslContext tls() throws WireException {
		SslContext context = this.tls;
		if (context == null) {
			try {
				context = SslContextBuilder.forClient().endpointIdentificationAlgorithm("HTTPS").build();
				this.tls = context;
			}
			catch (SSLException ex) {
				throw new WireException(WireException.Kind.UNSENT, "TLS is not available: " + ex);
			}
		}
		return context;
	}

	@Override
	public void close() {
		this.sweeping.cancel(false);
		this.names.shutdown();
		this.idle.values().forEach((kept) -> kept.forEach(WireConnection::hangUp));
	}

	private record Place(Origin origin, EventLoop loop) {

	}

}
