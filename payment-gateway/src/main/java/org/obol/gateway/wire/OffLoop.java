package org.obol.gateway.wire;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Runs what may block in native code (a look-up of a name is enough) beside the event
 * loop that carries the calling thread, so that nobody else on that loop has to wait.
 */
public final class OffLoop {

	private static final Executor ELSEWHERE = Executors
		.newThreadPerTaskExecutor(Thread.ofVirtual().name("off-loop-", 0).factory());

	private OffLoop() {
	}

	/**
	 * Runs work and waits for it.
	 * @param <T> what it brings
	 * @param work what to do
	 * @return what it brought
	 */
	public static <T> T call(Supplier<T> work) {
		if (!HomeLoop.isBound()) {
			return work.get();
		}
		try {
			return CompletableFuture.supplyAsync(work, ELSEWHERE).join();
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : ex;
		}
	}

}
