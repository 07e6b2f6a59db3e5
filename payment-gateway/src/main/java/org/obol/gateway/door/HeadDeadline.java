package org.obol.gateway.door;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Hangs up on who sends the head of a request drop by drop: all of it has to be there
 * some seconds after its first byte. Watches one connection from both sides of the
 * decoder. A head that comes in one piece, as nearly all do, costs no timer.
 */
final class HeadDeadline {

	private final Duration most;

	/** Some bytes of a head are here, and it is not complete. */
	private boolean partial;

	/** A head is complete, and the body behind it is not: that has a limit of its own. */
	private boolean inBody;

	/** Requests that wait for their answers: nothing may be read meanwhile. */
	private int open;

	private boolean informational;

	private @Nullable ScheduledFuture<?> alarm;

	private HeadDeadline(Duration most) {
		this.most = most;
	}

	/**
	 * Watches a connection.
	 * @param pipeline its handlers, the HTTP decoder among them
	 * @param most how long a head may take
	 */
	static void watch(ChannelPipeline pipeline, Duration most) {
		if (pipeline.get(NettyPipeline.HttpCodec) != null) {
			HeadDeadline deadline = new HeadDeadline(most);
			pipeline.addBefore(NettyPipeline.HttpCodec, "head-bytes", deadline.new Bytes());
			pipeline.addAfter(NettyPipeline.HttpCodec, "head-complete", deadline.new Heads());
		}
	}

	private void arm(ChannelHandlerContext context) {
		this.alarm = context.executor().schedule(() -> expired(context), this.most.toNanos(), TimeUnit.NANOSECONDS);
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void expired(ChannelHandlerContext context) {
		if (this.open > 0) {
			arm(context);
		}
		else {
			context.close();
		}
	}

	private void disarm() {
		if (this.alarm != null) {
			this.alarm.cancel(false);
			this.alarm = null;
		}
	}

	private final class Bytes extends ChannelInboundHandlerAdapter {

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			HeadDeadline.this.partial |= !HeadDeadline.this.inBody;
			context.fireChannelRead(message);
		}

		@Override
		public void channelReadComplete(ChannelHandlerContext context) {
			if (!HeadDeadline.this.partial) {
				disarm();
			}
			else if (HeadDeadline.this.alarm == null) {
				arm(context);
			}
			context.fireChannelReadComplete();
		}

		@Override
		public void channelInactive(ChannelHandlerContext context) {
			disarm();
			context.fireChannelInactive();
		}

	}

	private final class Heads extends ChannelDuplexHandler {

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			if (message instanceof HttpRequest) {
				HeadDeadline.this.partial = false;
				HeadDeadline.this.inBody = true;
				HeadDeadline.this.open++;
			}
			if (message instanceof LastHttpContent) {
				HeadDeadline.this.inBody = false;
			}
			context.fireChannelRead(message);
		}

		@Override
		@SuppressWarnings("FutureReturnValueIgnored")
		public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
			if (message instanceof HttpResponse response) {
				HeadDeadline.this.informational = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
			}
			if (message instanceof LastHttpContent && !HeadDeadline.this.informational) {
				HeadDeadline.this.open--;
			}
			context.write(message, promise);
		}

	}

}
