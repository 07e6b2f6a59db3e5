package org.obol.gateway.door;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.obol.gateway.metrics.OfferMeters;
import org.obol.gateway.route.Quote;
import org.obol.gateway.route.Route;

/**
 * Asks for money and sells right behind the decoder of a connection, which is a fifth of
 * the work that it is further up. Takes only the plain cases, decided by the
 * {@link Doorkeeper}; everything else goes on to the {@link FrontDoor}, which does the
 * same. While a call is served, what comes after it on the connection waits; so it does
 * while the buyer does not read the answers, which would pile up here otherwise.
 */
final class QuickAnswers extends ChannelDuplexHandler {

	/** A body that is longer is not read to its end here. */
	private static final int MOST_SKIPPED = 64 * 1024;

	private static final Set<String> PLAIN_METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

	private final Doorkeeper doorkeeper;

	private final QuickCalls calls;

	private final Deque<Object> later = new ArrayDeque<>();

	private @Nullable Quote prepared;

	private HttpHeaders headers = EmptyHttpHeaders.INSTANCE;

	private ByteBuf body = Unpooled.EMPTY_BUFFER;

	private @Nullable QuickSale sale;

	/** Requests further up whose answers are still to come; they come first. */
	private int further;

	private boolean informational;

	private boolean skipping;

	private boolean taken;

	/** Nothing is read until the buyer has read. */
	private boolean held;

	private long lastUse = System.nanoTime();

	private long unread;

	QuickAnswers(Doorkeeper doorkeeper, QuickCalls calls) {
		this.doorkeeper = doorkeeper;
		this.calls = calls;
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		checkIn(context, this.calls.properties().idleTimeout().toNanos());
		context.fireChannelActive();
	}

	/** Looks now and then, instead of at every request, whether anybody uses it. */
	@SuppressWarnings("FutureReturnValueIgnored")
	private void checkIn(ChannelHandlerContext context, long nanos) {
		context.executor().schedule(() -> {
			long most = this.calls.properties().idleTimeout().toNanos();
			boolean busy = this.sale != null || this.further > 0 || isBeingRead(context);
			long left = busy ? most : most - (System.nanoTime() - this.lastUse);
			if (left <= 0) {
				context.close();
			}
			else if (context.channel().isActive()) {
				checkIn(context, left);
			}
		}, nanos, TimeUnit.NANOSECONDS);
	}

	/** Whether the buyer takes what is written, however slowly. */
	private boolean isBeingRead(ChannelHandlerContext context) {
		ChannelOutboundBuffer waiting = context.channel().unsafe().outboundBuffer();
		long before = this.unread;
		this.unread = (waiting != null) ? waiting.totalPendingWriteBytes() : 0;
		return this.unread > 0 && this.unread != before;
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (this.later.isEmpty() && hasRoomFor(context, message)) {
			read(context, message);
		}
		else {
			this.later.add(message);
			this.taken = true;
		}
	}

	/** Whether it can be dealt with now. */
	private boolean hasRoomFor(ChannelHandlerContext context, Object message) {
		if (this.sale != null) {
			return this.sale.isCollecting() && message instanceof HttpContent;
		}
		return this.further > 0 || !(message instanceof HttpRequest) || context.channel().isWritable();
	}

	private void read(ChannelHandlerContext context, Object message) {
		QuickSale running = this.sale;
		if (running != null) {
			this.taken = true;
			running.take((HttpContent) message);
			ReferenceCountUtil.release(message);
			return;
		}
		if (this.skipping) {
			this.taken = true;
			this.skipping = !(message instanceof LastHttpContent);
			ReferenceCountUtil.release(message);
			return;
		}
		if (message instanceof HttpRequest request) {
			if (this.further == 0 && takes(context, request)) {
				return;
			}
			this.further++;
		}
		context.fireChannelRead(message);
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		this.lastUse = System.nanoTime();
		if (this.sale != null) {
			this.sale.waitForTheRest();
		}
		if (this.taken || this.sale != null) {
			this.taken = false;
			context.flush();
			// Nobody further up knows that there is more to read. Somebody who hangs up
			// has to be noticed as well, but what comes too early is not collected.
			this.held = !this.later.isEmpty() || (this.sale == null && !context.channel().isWritable());
			if (!this.held) {
				context.read();
			}
		}
		context.fireChannelReadComplete();
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored")
	public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
		if (message instanceof HttpResponse response) {
			this.informational = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
		}
		if (message instanceof LastHttpContent && !this.informational) {
			this.further--;
			this.lastUse = System.nanoTime();
		}
		context.write(message, promise);
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		if (this.sale != null) {
			this.sale.hangUp();
		}
		letGoOfTheRest();
		context.fireChannelInactive();
	}

	private void letGoOfTheRest() {
		for (Object message = this.later.poll(); message != null; message = this.later.poll()) {
			ReferenceCountUtil.release(message);
		}
	}

	/** Answers a request here, or starts to; its body is dealt with as it comes. */
	private boolean takes(ChannelHandlerContext context, HttpRequest request) {
		if (!isPlain(request)) {
			return false;
		}
		Doorkeeper.Verdict verdict = this.doorkeeper.decide(asking(request));
		if (verdict instanceof Doorkeeper.Verdict.Asked(Route route, boolean person) && !person && isShort(request)) {
			this.taken = true;
			this.skipping = !(request instanceof LastHttpContent);
			ask(context, route);
			ReferenceCountUtil.release(request);
			return true;
		}
		if (verdict instanceof Doorkeeper.Verdict.Paying paying
				&& this.calls.takes(paying.open().route(), HttpUtil.getContentLength(request, 0L))) {
			this.taken = true;
			this.calls.meters().of(paying.open().route()).requested();
			QuickSale begun = new QuickSale(this.calls, context, paying, request, () -> sold(context));
			this.sale = begun;
			if (request instanceof HttpContent content) {
				begun.take(content);
			}
			return true;
		}
		return false;
	}

	/** The connection is free for what came meanwhile. */
	private void sold(ChannelHandlerContext context) {
		this.sale = null;
		this.lastUse = System.nanoTime();
		if (!context.channel().isActive()) {
			letGoOfTheRest();
			return;
		}
		goOn(context);
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext context) {
		if (this.held && context.channel().isWritable()) {
			// Not here: it may be a write of ours that tells.
			context.executor().execute(() -> goOn(context));
		}
		context.fireChannelWritabilityChanged();
	}

	private void goOn(ChannelHandlerContext context) {
		if (!this.held) {
			return;
		}
		Object next = this.later.peek();
		while (next != null && hasRoomFor(context, next)) {
			read(context, this.later.remove());
			next = this.later.peek();
		}
		this.taken = true;
		channelReadComplete(context);
	}

	private static boolean isPlain(HttpRequest request) {
		HttpHeaders headers = request.headers();
		return request.decoderResult().isSuccess() && HttpVersion.HTTP_1_1.equals(request.protocolVersion())
				&& PLAIN_METHODS.contains(request.method().name()) && request.uri().startsWith("/")
				&& !headers.contains(HttpHeaderNames.EXPECT) && !headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
				&& HttpUtil.isKeepAlive(request);
	}

	private static boolean isShort(HttpRequest request) {
		return HttpUtil.getContentLength(request, 0L) <= MOST_SKIPPED;
	}

	private static Doorkeeper.Asking asking(HttpRequest request) {
		return new Doorkeeper.Asking() {
			@Override
			public String method() {
				return request.method().name();
			}

			@Override
			public String rawPath() {
				int query = request.uri().indexOf('?');
				return (query < 0) ? request.uri() : request.uri().substring(0, query);
			}

			@Override
			public List<String> header(String name) {
				return request.headers().getAll(name);
			}
		};
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void ask(ChannelHandlerContext context, Route route) {
		OfferMeters counters = this.calls.meters().of(route);
		counters.requested();
		counters.asked();
		if (this.prepared != route.quote()) {
			prepare(route.quote());
		}
		context.write(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.PAYMENT_REQUIRED,
				this.body.duplicate(), this.headers, EmptyHttpHeaders.INSTANCE), context.voidPromise());
	}

	private void prepare(Quote quote) {
		this.prepared = quote;
		this.body = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(quote.body()).asReadOnly());
		this.headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();
		AskedHeaders.of(quote, false).forEach(this.headers::set);
		this.headers.set(HttpHeaderNames.CONTENT_LENGTH, quote.body().length);
	}

}
