package org.obol.gateway.door;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.TimeUnit;
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

	private final QuickWriter writer;

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
		this.writer = new QuickWriter(context, calls.properties().idleTimeout());
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
			this.writer.write(reply).addListener(ChannelFutureListener.CLOSE);
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
		this.writer.hand(reply, this.buyer);
	}

	private EventLoop loop() {
		return this.context.channel().eventLoop();
	}

	private static byte[] bytes(ByteBuf buffer) {
		byte[] bytes = new byte[buffer.readableBytes()];
		buffer.getBytes(buffer.readerIndex(), bytes);
		return bytes;
	}

}
