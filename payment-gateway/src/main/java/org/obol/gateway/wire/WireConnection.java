package org.obol.gateway.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection, with at most one request on its way. Its state belongs to its event
 * loop. Reads only what is wanted, but always enough to notice that the other side hung
 * up.
 */
final class WireConnection extends ChannelInboundHandlerAdapter {

	private final Channel channel;

	private final Consumer<WireConnection> free;

	private @Nullable WireAnswer answer;

	private boolean headCame;

	private boolean skipping;

	private boolean reusable;

	private volatile boolean paused;

	private volatile long freeSince;

	/**
	 * A connection.
	 * @param channel the channel it is on
	 * @param free told when it can take another request
	 */
	WireConnection(Channel channel, Consumer<WireConnection> free) {
		this.channel = channel;
		this.free = free;
	}

	boolean isOlderThan(long nanos) {
		return System.nanoTime() - this.freeSince > nanos;
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	void hangUp() {
		this.channel.close();
	}

	/** Sends a request, or says that nothing was sent. */
	void send(FullHttpRequest request, WireAnswer into) {
		into.comesOver(this);
		this.channel.eventLoop().execute(() -> write(request, into));
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void write(FullHttpRequest request, WireAnswer into) {
		if (!this.channel.isActive() || this.answer != null) {
			request.release();
			into.put(new WireAnswer.Signal.Failed(WireException.Kind.UNSENT, "the connection was closed before"));
			return;
		}
		this.answer = into;
		this.headCame = false;
		this.channel.writeAndFlush(request).addListener((written) -> {
			if (!written.isSuccess()) {
				broken(written.cause());
			}
		});
	}

	/** The reader took a part. */
	void hasRoom(WireAnswer of) {
		if (this.paused && !of.isFull()) {
			this.channel.eventLoop().execute(this::resume);
		}
	}

	/** Whoever waited has given up; what comes now can't be told from another answer. */
	void drop(WireAnswer abandoned) {
		this.channel.eventLoop().execute(() -> {
			if (this.answer == abandoned) {
				this.answer = null;
				hangUp();
				abandoned.put(new WireAnswer.Signal.Failed(WireException.Kind.ABANDONED, "nobody waits for it"));
			}
		});
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		context.read();
		context.fireChannelActive();
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		try {
			if (message instanceof HttpObject object && object.decoderResult().isFailure()) {
				broken(object.decoderResult().cause());
				return;
			}
			if (message instanceof HttpResponse response) {
				head(response);
			}
			if (message instanceof HttpContent content) {
				body(content);
			}
		}
		finally {
			ReferenceCountUtil.release(message);
		}
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		WireAnswer into = this.answer;
		if (into != null && into.isFull()) {
			this.paused = true;
			if (into.isFull()) {
				return;
			}
			// The reader took one meanwhile, and may not have seen that it is waited for.
			this.paused = false;
		}
		context.read();
	}

	private void resume() {
		if (this.paused) {
			this.paused = false;
			this.channel.read();
		}
	}

	private void head(HttpResponse response) {
		WireAnswer into = this.answer;
		if (into == null || this.headCame) {
			// Nobody asked.
			hangUp();
			return;
		}
		if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL
				&& response.status().code() != HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
			this.skipping = true;
			return;
		}
		this.headCame = true;
		this.reusable = HttpUtil.isKeepAlive(response);
		into.put(new WireAnswer.Signal.Head(response.status().code(), response.headers()));
	}

	private void body(HttpContent content) {
		boolean last = content instanceof LastHttpContent;
		if (this.skipping) {
			this.skipping = !last;
			return;
		}
		WireAnswer into = this.answer;
		if (into == null) {
			return;
		}
		ByteBuf bytes = content.content();
		if (bytes.isReadable()) {
			into.put(new WireAnswer.Signal.Part(ByteBufUtil.getBytes(bytes)));
		}
		if (last) {
			this.answer = null;
			boolean again = this.reusable && this.channel.isActive();
			if (again) {
				this.freeSince = System.nanoTime();
				this.free.accept(this);
			}
			else {
				hangUp();
			}
			into.put(new WireAnswer.Signal.End());
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

	private void broken(@Nullable Throwable cause) {
		WireAnswer into = this.answer;
		this.answer = null;
		hangUp();
		if (into != null) {
			String why = (cause != null) ? ": " + cause.getClass().getSimpleName() : "";
			into.put(new WireAnswer.Signal.Failed(WireException.Kind.BROKEN, "the connection broke" + why));
		}
	}

}
