package org.obol.x402.chain;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * A question whose answer is the same for everybody who asks it at that moment: it is
 * asked once, and the answer is good for a while. A question that failed is asked again
 * by the next one who comes.
 */
final class SharedAnswer<T> {

	private final Supplier<T> question;

	private final Duration goodFor;

	private final AtomicReference<@Nullable Asked<T>> last = new AtomicReference<>();

	SharedAnswer(Supplier<T> question, Duration goodFor) {
		this.question = question;
		this.goodFor = goodFor;
	}

	/** Blocks until the answer is there, or throws what the question failed with. */
	T get() {
		Asked<T> asked = this.last.get();
		if (asked == null || asked.answer.isCompletedExceptionally()
				|| System.nanoTime() - asked.at >= this.goodFor.toNanos()) {
			Asked<T> anew = new Asked<>(System.nanoTime(), new CompletableFuture<>());
			if (this.last.compareAndSet(asked, anew)) {
				ask(anew.answer);
				asked = anew;
			}
			else {
				return get();
			}
		}
		try {
			return asked.answer.join();
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : ex;
		}
	}

	private void ask(CompletableFuture<T> answer) {
		try {
			answer.complete(this.question.get());
		}
		catch (RuntimeException | Error ex) {
			answer.completeExceptionally(ex);
		}
	}

	/**
	 * A question.
	 *
	 * @param at when it was asked, not when it was answered
	 */
	private record Asked<T>(long at, CompletableFuture<T> answer) {
	}

}
