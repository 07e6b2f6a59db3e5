package org.obol.gateway.door;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.obol.gateway.paywall.Reply;

/**
 * Puts a reply on the wire right behind the decoder, as {@link ReplyWriter} does further
 * up.
 */
final class QuickWriter {

	/** What is longer is written in parts, so that it is seen whether anybody reads. */
	private static final int PART = 64 * 1024;

	private final ChannelHandlerContext context;

	/** How long a buyer may take nothing at all. */
	private final Duration patience;

	QuickWriter(ChannelHandlerContext context, Duration patience) {
		this.context = context;
		this.patience = patience;
	}

	/**
	 * Hands an answer over. Blocks until the buyer has it, if anybody keeps account.
	 */
	void hand(Reply reply, BuyerConnection buyer) {
		switch (reply) {
			case Reply.Whole whole -> hand(whole);
			case Reply.Flowing flowing -> flow(flowing, buyer);
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void hand(Reply.Whole whole) {
		Runnable delivered = whole.delivered();
		if (delivered == null) {
			loop().execute(() -> write(whole));
		}
		else if (whole.body().length <= PART) {
			if (hasArrived(onLoop(() -> write(whole)))) {
				delivered.run();
			}
		}
		else {
			pass(head(whole), parts(whole.body()), delivered);
		}
	}

	private void flow(Reply.Flowing flowing, BuyerConnection buyer) {
		buyer.whenGone(flowing.close());
		try {
			pass(head(flowing), flowing.parts(), flowing.delivered());
		}
		finally {
			flowing.close().run();
		}
	}

	/** Part by part, each of which the buyer has some time for. */
	@SuppressWarnings("FutureReturnValueIgnored")
	private void pass(HttpResponse head, Supplier<Optional<byte[]>> parts, Runnable delivered) {
		boolean reading = hasArrived(written(head));
		Optional<byte[]> part = reading ? parts.get() : Optional.empty();
		while (reading && part.isPresent()) {
			reading = hasArrived(written(new DefaultHttpContent(Unpooled.wrappedBuffer(part.get()))));
			part = reading ? parts.get() : Optional.empty();
		}
		if (reading && hasArrived(written(LastHttpContent.EMPTY_LAST_CONTENT))) {
			delivered.run();
		}
		else {
			this.context.close();
		}
	}

	private static Supplier<Optional<byte[]>> parts(byte[] body) {
		ByteArrayInputStream left = new ByteArrayInputStream(body);
		return () -> {
			byte[] part = new byte[Math.min(PART, left.available())];
			left.readNBytes(part, 0, part.length);
			return Optional.of(part).filter((next) -> next.length > 0);
		};
	}

	private CompletableFuture<Boolean> written(HttpObject message) {
		return onLoop(() -> this.context.writeAndFlush(message));
	}

	/** Waits until the buyer's side took it; who reads nothing at all is left. */
	private boolean hasArrived(CompletableFuture<Boolean> written) {
		try {
			return written.get(this.patience.toNanos(), TimeUnit.NANOSECONDS);
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

	/** Writes a whole answer; on the event loop only. */
	ChannelFuture write(Reply.Whole whole) {
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

	private static HttpResponse head(Reply reply) {
		HttpHeaders headers = headers(reply);
		if (reply instanceof Reply.Whole whole) {
			headers.set(HttpHeaderNames.CONTENT_LENGTH, whole.body().length);
		}
		else {
			headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
		}
		return new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), headers);
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

	/** Something to write on the event loop. */
	@FunctionalInterface
	private interface Writing {

		ChannelFuture write();

	}

}
