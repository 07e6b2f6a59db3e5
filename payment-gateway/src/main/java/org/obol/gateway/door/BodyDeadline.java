package org.obol.gateway.door;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Hangs up on who sends the body of a request drop by drop. A request that comes in one
 * piece, as nearly all do, costs no timer. Reactor Netty's own {@code requestTimeout}
 * keeps a timer, and with it all of the request, for its full time when the answer was
 * there before the body.
 */
final class BodyDeadline extends ChannelInboundHandlerAdapter {

	private final Duration most;

	private boolean inBody;

	private @Nullable ScheduledFuture<?> alarm;

	private BodyDeadline(Duration most) {
		this.most = most;
	}

	/**
	 * Watches what a connection brings for Reactor Netty to handle.
	 * @param pipeline its handlers
	 * @param most how long a body may take
	 */
	static void watch(ChannelPipeline pipeline, Duration most) {
		if (pipeline.get(NettyPipeline.HttpTrafficHandler) != null) {
			pipeline.addBefore(NettyPipeline.HttpTrafficHandler, "body-deadline", new BodyDeadline(most));
		}
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (message instanceof HttpRequest) {
			this.inBody = true;
		}
		if (message instanceof LastHttpContent) {
			this.inBody = false;
			disarm();
		}
		context.fireChannelRead(message);
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		if (this.inBody && this.alarm == null) {
			this.alarm = context.executor().schedule(() -> hangUp(context), this.most.toNanos(), TimeUnit.NANOSECONDS);
		}
		context.fireChannelReadComplete();
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		disarm();
		context.fireChannelInactive();
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private static void hangUp(ChannelHandlerContext context) {
		context.close();
	}

	private void disarm() {
		if (this.alarm != null) {
			this.alarm.cancel(false);
			this.alarm = null;
		}
	}

}
