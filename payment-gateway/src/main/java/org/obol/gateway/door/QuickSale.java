package org.obol.gateway.door;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.obol.gateway.paywall.Refusals;
import org.obol.gateway.paywall.Reply;
import org.obol.gateway.route.RouteMatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One paid call on one connection: its request is collected and its answer written on the
 * event loop; in between it is served on a virtual thread, which the loop carries.
 */
final class QuickSale {

	private static final Logger log = LoggerFactory.getLogger(QuickSale.class);

	private final QuickCalls calls;

	private final ChannelHandlerContext context;

	private final RouteMatch.Open open;

	private final String payment;

	private final HttpRequest head;

	private final Runnable done;

	private final BuyerConnection buyer = new BuyerConnection();

	private @Nullable ByteArrayOutputStream body;

	private @Nullable Future<?> patience;

	private boolean collecting = true;

	/**
	 * A sale.
	 * @param calls what all connections share
	 * @param context where the answer is written
	 * @param paying what the front door let in
	 * @param head the request without its body
	 * @param done told on the event loop when the connection is free again
	 */
	QuickSale(QuickCalls calls, ChannelHandlerContext context, Doorkeeper.Verdict.Paying paying, HttpRequest head,
			Runnable done) {
		this.calls = calls;
		this.context = context;
		this.open = paying.open();
		this.payment = paying.payment();
		this.head = head;
		this.done = done;
	}

	/** Whether the request is not there to its end yet. */
	boolean isCollecting() {
		return this.collecting;
	}

	void take(HttpContent content) {
		boolean last = content instanceof LastHttpContent;
		if (!content.decoderResult().isSuccess()) {
			refuse(Refusals.problem(400, "invalid_request", "The body is not HTTP.", "Nothing was charged.", false));
			return;
		}
		if (last && this.body == null) {
			serve(bytes(content.content()));
			return;
		}
		ByteArrayOutputStream all = (this.body != null) ? this.body : new ByteArrayOutputStream();
		this.body = all;
		all.writeBytes(bytes(content.content()));
		if (last) {
			serve(all.toByteArray());
		}
	}

	/** The request did not come in one piece; from now on there is a limit. */
	void waitForTheRest() {
		if (this.collecting && this.patience == null) {
			this.patience = loop().schedule(
					() -> refuse(Refusals.problem(408, "request_too_slow", "The body did not arrive in time.",
							"Nothing was charged.", true)),
					this.calls.properties().requestTimeout().toNanos(), TimeUnit.NANOSECONDS);
		}
	}

	/** The buyer has gone. */
	void hangUp() {
		if (this.collecting) {
			stopCollecting();
			return;
		}
		this.buyer.hangUp();
	}

	private void stopCollecting() {
		this.collecting = false;
		if (this.patience != null) {
			this.patience.cancel(false);
		}
	}

	/** Answers a request that is not read to its end, so it is the connection's last. */
	private void refuse(Reply.Whole reply) {
		if (this.collecting) {
			stopCollecting();
			write(reply).addListener(ChannelFutureListener.CLOSE);
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void serve(byte[] bytes) {
		stopCollecting();
		this.calls.start(loop(), () -> {
			try {
				sell(bytes);
			}
			catch (RuntimeException | Error ex) {
				// The answer is out, or will never be; the ledger knows which.
				log.warn("A call of {} did not come to its end", this.open.route().offer(), ex);
				this.context.close();
			}
			finally {
				this.calls.ended();
				loop().execute(this.done);
			}
		});
	}

	private void sell(byte[] bytes) {
		Reply reply = this.calls.sell(this.open, this.payment, this.head, bytes,
				new QuickCalls.Caller(this.context.channel().remoteAddress(), this.buyer));
		this.buyer.handOver();
		switch (reply) {
			case Reply.Whole whole -> hand(whole);
			case Reply.Flowing flowing -> flow(flowing);
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void hand(Reply.Whole whole) {
		Runnable delivered = whole.delivered();
		if (delivered == null) {
			loop().execute(() -> write(whole));
		}
		else if (hasArrived(onLoop(() -> write(whole)))) {
			delivered.run();
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void flow(Reply.Flowing flowing) {
		this.buyer.whenGone(flowing.close());
		try {
			boolean reading = hasArrived(onLoop(() -> writeHead(flowing)));
			Optional<byte[]> part = reading ? flowing.parts().get() : Optional.empty();
			while (reading && part.isPresent()) {
				ByteBuf bytes = Unpooled.wrappedBuffer(part.get());
				reading = hasArrived(onLoop(() -> this.context.writeAndFlush(new DefaultHttpContent(bytes))));
				part = reading ? flowing.parts().get() : Optional.empty();
			}
			if (reading && hasArrived(onLoop(() -> this.context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)))) {
				flowing.delivered().run();
			}
			else {
				this.context.close();
			}
		}
		finally {
			flowing.close().run();
		}
	}

	/** Waits until the buyer's side took it; who reads nothing at all is left. */
	private boolean hasArrived(CompletableFuture<Boolean> written) {
		try {
			return written.get(this.calls.properties().idleTimeout().toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		catch (ExecutionException | TimeoutException ex) {
			return false;
		}
	}

	private CompletableFuture<Boolean> onLoop(Writing writing) {
		CompletableFuture<Boolean> written = new CompletableFuture<>();
		loop().execute(() -> writing.write().addListener((future) -> written.complete(future.isSuccess())));
		return written;
	}

	private ChannelFuture write(Reply.Whole whole) {
		HttpHeaders headers = headers(whole);
		byte[] bytes = whole.body();
		if (whole.status() != HttpResponseStatus.NO_CONTENT.code()
				&& whole.status() != HttpResponseStatus.NOT_MODIFIED.code()) {
			headers.set(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
		}
		else {
			bytes = new byte[0];
		}
		return this.context
			.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(whole.status()),
					Unpooled.wrappedBuffer(bytes), headers, EmptyHttpHeaders.INSTANCE));
	}

	private ChannelFuture writeHead(Reply.Flowing flowing) {
		HttpHeaders headers = headers(flowing);
		headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
		return this.context.writeAndFlush(
				new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(flowing.status()), headers));
	}

	private static HttpHeaders headers(Reply reply) {
		HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();
		reply.headers().forEach(headers::add);
		PublicHeaders.ALL.forEach(headers::set);
		return headers;
	}

	private EventLoop loop() {
		return this.context.channel().eventLoop();
	}

	private static byte[] bytes(ByteBuf buffer) {
		byte[] bytes = new byte[buffer.readableBytes()];
		buffer.getBytes(buffer.readerIndex(), bytes);
		return bytes;
	}

	/** Something to write on the event loop. */
	@FunctionalInterface
	private interface Writing {

		ChannelFuture write();

	}

}
