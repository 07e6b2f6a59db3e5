package org.obol.gateway.facilitator;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.obol.x402.facilitator.Exchange;

/**
 * One connection to a facilitator, with at most one request on its way. Its state belongs
 * to the event loop.
 */
final class FacilitatorConnection extends SimpleChannelInboundHandler<FullHttpResponse> {

	private final Channel channel;

	private final Consumer<FacilitatorConnection> free;

	private @Nullable CompletableFuture<@Nullable Exchange> waiting;

	private volatile long freeSince;

	/**
	 * A connection.
	 * @param channel the channel it is on
	 * @param free told when it can take another request
	 */
	FacilitatorConnection(Channel channel, Consumer<FacilitatorConnection> free) {
		this.channel = channel;
		this.free = free;
	}

	boolean isOlderThan(long nanos) {
		return System.nanoTime() - this.freeSince > nanos;
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	@Nullable Exchange dropped() {
		this.channel.close();
		return null;
	}

	/**
	 * Sends a request.
	 * @param request the request
	 * @return how far it came; nothing when the connection was closed before
	 */
	CompletableFuture<@Nullable Exchange> send(FullHttpRequest request) {
		CompletableFuture<@Nullable Exchange> answer = new CompletableFuture<>();
		this.channel.eventLoop().execute(() -> write(request, answer));
		return answer;
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void write(FullHttpRequest request, CompletableFuture<@Nullable Exchange> answer) {
		if (!this.channel.isActive()) {
			request.release();
			answer.complete(null);
			return;
		}
		this.waiting = answer;
		this.channel.writeAndFlush(request).addListener((written) -> {
			if (!written.isSuccess()) {
				broken(written.cause());
			}
		});
	}

	/** Whoever waited has given up; what comes now can't be told from another answer. */
	void abandon(CompletableFuture<@Nullable Exchange> answer) {
		this.channel.eventLoop().execute(() -> {
			if (!answer.isDone()) {
				broken(null);
			}
		});
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored")
	protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
		if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
			return;
		}
		CompletableFuture<@Nullable Exchange> answer = this.waiting;
		this.waiting = null;
		boolean readable = response.decoderResult().isSuccess();
		if (answer != null && readable && HttpUtil.isKeepAlive(response)) {
			this.freeSince = System.nanoTime();
			this.free.accept(this);
		}
		else {
			this.channel.close();
		}
		if (answer != null) {
			answer.complete(
					readable ? new Exchange.Answered(response.status().code(), ByteBufUtil.getBytes(response.content()))
							: new Exchange.Unanswered(false, "the connection broke: not HTTP"));
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		broken(null);
		context.fireChannelInactive();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		broken(cause);
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void broken(@Nullable Throwable cause) {
		CompletableFuture<@Nullable Exchange> answer = this.waiting;
		this.waiting = null;
		this.channel.close();
		if (answer != null) {
			String why = (cause != null) ? ": " + cause.getClass().getSimpleName() : "";
			answer.complete(new Exchange.Unanswered(false, "the connection broke" + why));
		}
	}

}
