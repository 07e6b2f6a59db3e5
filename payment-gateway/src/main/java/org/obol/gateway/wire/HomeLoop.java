package org.obol.gateway.wire;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;

/**
 * The event loop that a call came in on. Its connections to others are on the same one,
 * so that nothing has to be handed from thread to thread.
 */
public final class HomeLoop {

	private static final ScopedValue<EventLoop> HOME = ScopedValue.newInstance();

	private HomeLoop() {
	}

	/**
	 * Runs work at home on a loop.
	 * @param loop the loop
	 * @param work what to do; it may block when it runs on a virtual thread
	 */
	public static void run(EventLoop loop, Runnable work) {
		ScopedValue.where(HOME, loop).run(work);
	}

	static boolean isBound() {
		return HOME.isBound();
	}

	static EventLoop or(EventLoopGroup loops) {
		return HOME.isBound() ? HOME.get() : loops.next();
	}

}
