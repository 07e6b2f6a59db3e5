package org.obol.gateway.door;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpRequest;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.obol.gateway.metrics.PaymentMeters;
import org.obol.gateway.paywall.Reply;
import org.obol.gateway.route.Route;
import org.obol.gateway.route.RouteMatch;
import org.obol.gateway.upstream.BuyerRequest;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * What all connections share that sell right behind the decoder. When the gateway goes,
 * no new call is taken here (they go further up, where the web server counts them), and
 * those that run are waited for.
 */
@Component
class QuickCalls implements SmartLifecycle {

	/** After this, so before the web server's connections are closed. */
	private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 512;

	private final PaymentMeters meters;

	private final Counter counter;

	private final Services services;

	private final BuyerAddresses addresses;

	private final VirtualThreads threads;

	private final DoorProperties properties;

	private final AtomicInteger running = new AtomicInteger();

	private volatile boolean open;

	private volatile @Nullable Runnable whenEmpty;

	QuickCalls(PaymentMeters meters, Counter counter, Services services, BuyerAddresses addresses,
			VirtualThreads threads, DoorProperties properties) {
		this.meters = meters;
		this.counter = counter;
		this.services = services;
		this.addresses = addresses;
		this.threads = threads;
		this.properties = properties;
	}

	PaymentMeters meters() {
		return this.meters;
	}

	DoorProperties properties() {
		return this.properties;
	}

	/** Whether a call of this size is taken here. */
	boolean takes(Route route, long length) {
		return this.open && length <= route.limits().maxRequestBytes();
	}

	/** Starts something that {@link #ended} is told the end of. */
	void start(EventLoop loop, Runnable work) {
		this.running.incrementAndGet();
		this.threads.start(loop, work);
	}

	void ended() {
		if (this.running.decrementAndGet() == 0) {
			Runnable told = this.whenEmpty;
			if (told != null) {
				told.run();
			}
		}
	}

	/** Serves a call. Blocks, and never fails. */
	Reply sell(RouteMatch.Open open, String payment, HttpRequest head, byte[] body, Caller caller) {
		Route route = open.route();
		try {
			return this.counter.sell(route, request(open, head, body), payment,
					new Counter.Visitor(this.addresses.of(caller.address(), head.headers()),
							this.services.on(caller.connection()), caller.connection()));
		}
		catch (RuntimeException | Error ex) {
			return Counter.broken(route, ex);
		}
	}

	private static BuyerRequest request(RouteMatch.Open open, HttpRequest head, byte[] body) {
		int mark = head.uri().indexOf('?');
		String query = (mark < 0) ? null : head.uri().substring(mark + 1);
		return BuyerRequest.received(open, head.method().name(), query, head.headers(), body);
	}

	@Override
	public void start() {
		this.open = true;
	}

	@Override
	public void stop() {
		this.open = false;
	}

	@Override
	public void stop(Runnable stopped) {
		this.whenEmpty = stopped;
		this.open = false;
		if (this.running.get() == 0) {
			stopped.run();
		}
	}

	@Override
	public boolean isRunning() {
		return this.open;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	/**
	 * Whoever is at the other end of a connection.
	 *
	 * @param address where from
	 * @param connection whether somebody is still there
	 */
	record Caller(@Nullable SocketAddress address, BuyerConnection connection) {

	}

}
