package org.obol.gateway.door;

import io.netty.channel.EventLoop;
import java.lang.reflect.Constructor;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Virtual threads that are carried by an event loop, so that straight-line code which
 * waits for something on the same loop costs no change of threads. The JDK has no public
 * way to choose the carrier yet; where its own is closed, virtual threads run where the
 * JDK puts them, and everything works the same, only slower (docs/decisions/0012).
 */
final class LoopThreads {

	private static final Logger log = LoggerFactory.getLogger(LoopThreads.class);

	private static final @Nullable Constructor<?> BUILDER = builder();

	private LoopThreads() {
	}

	static ThreadFactory on(EventLoop loop) {
		return builder(loop).name("paid-", 0).factory();
	}

	private static Thread.Builder builder(Executor loop) {
		Constructor<?> builder = BUILDER;
		if (builder == null) {
			return Thread.ofVirtual();
		}
		try {
			return (Thread.Builder) builder.newInstance(loop);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("virtual threads can't be carried by an event loop", ex);
		}
	}

	private static @Nullable Constructor<?> builder() {
		try {
			Constructor<?> builder = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
				.getDeclaredConstructor(Executor.class);
			builder.setAccessible(true);
			return builder;
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			log.info("Virtual threads run on the JDK's own threads: start with"
					+ " --add-opens java.base/java.lang=ALL-UNNAMED to run them on event loops");
			return null;
		}
	}

}
