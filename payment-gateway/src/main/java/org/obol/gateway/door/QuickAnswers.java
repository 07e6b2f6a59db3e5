package org.obol.gateway.door;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.EmptyHttpHeaders;
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
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.obol.gateway.metrics.OfferMeters;
import org.obol.gateway.metrics.PaymentMeters;
import org.obol.gateway.route.Quote;
import org.obol.gateway.route.Route;
import org.obol.x402.codec.PaymentHeaders;

/**
 * Asks for money right behind the decoder of a connection, which is a fifth of the work
 * that it is further up. Takes only the plain case, decided by the {@link Doorkeeper};
 * everything else goes on to the {@link FrontDoor}, which writes the same 402.
 */
final class QuickAnswers extends ChannelDuplexHandler {

	/** A body that is longer is not read to its end here. */
	private static final int MOST_SKIPPED = 64 * 1024;

	private static final Set<String> PLAIN_METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

	private final Doorkeeper doorkeeper;

	private final PaymentMeters meters;

	private @Nullable Quote prepared;

	private HttpHeaders headers = EmptyHttpHeaders.INSTANCE;

	private ByteBuf body = Unpooled.EMPTY_BUFFER;

	/** Requests further up whose answers are still to come; they come first. */
	private int further;

	private boolean informational;

	private boolean skipping;

	private boolean taken;

	QuickAnswers(Doorkeeper doorkeeper, PaymentMeters meters) {
		this.doorkeeper = doorkeeper;
		this.meters = meters;
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (this.skipping) {
			this.taken = true;
			this.skipping = !(message instanceof LastHttpContent);
			ReferenceCountUtil.release(message);
			return;
		}
		if (message instanceof HttpRequest request) {
			Route route = (this.further == 0) ? asked(request) : null;
			if (route != null) {
				this.taken = true;
				this.skipping = !(message instanceof LastHttpContent);
				ReferenceCountUtil.release(message);
				ask(context, route);
				return;
			}
			this.further++;
		}
		context.fireChannelRead(message);
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		if (this.taken) {
			this.taken = false;
			context.flush();
			// Nobody further up knows that there is more to read.
			context.read();
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
		}
		context.write(message, promise);
	}

	private @Nullable Route asked(HttpRequest request) {
		if (!isPlain(request)) {
			return null;
		}
		return (this.doorkeeper.decide(asking(request)) instanceof Doorkeeper.Verdict.Asked(Route route, boolean person)
				&& !person) ? route : null;
	}

	private static boolean isPlain(HttpRequest request) {
		HttpHeaders headers = request.headers();
		return request.decoderResult().isSuccess() && HttpVersion.HTTP_1_1.equals(request.protocolVersion())
				&& PLAIN_METHODS.contains(request.method().name()) && request.uri().startsWith("/")
				&& !headers.contains(PaymentHeaders.PAYMENT_SIGNATURE) && !headers.contains(PaymentHeaders.X_PAYMENT)
				&& !headers.contains(HttpHeaderNames.EXPECT) && !headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
				&& HttpUtil.isKeepAlive(request) && HttpUtil.getContentLength(request, 0) <= MOST_SKIPPED;
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
		OfferMeters counters = this.meters.of(route);
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
