package org.obol.shell.cluster;

import io.kubernetes.client.openapi.ApiException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.obol.shell.grammar.RefusedException;

/** Looks again and again until something is so, or time is up. */
public final class Waiting {

	private static final Duration PAUSE = Duration.ofMillis(250);

	private final Clock clock;

	/**
	 * Waits by this clock.
	 * @param clock the time
	 */
	public Waiting(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Looks until what is seen is good, or time is up.
	 * @param <T> what is looked at
	 * @param timeout how long at most
	 * @param look takes a look
	 * @param good whether that is what was waited for
	 * @return what was seen last, good or not
	 * @throws ApiException if the API server refuses
	 */
	public <T> Optional<T> until(Duration timeout, Look<T> look, Predicate<T> good) throws ApiException {
		Instant end = this.clock.instant().plus(timeout);
		while (true) {
			Optional<T> seen = look.look();
			if (seen.filter(good).isPresent() || !this.clock.instant().isBefore(end)) {
				return seen;
			}
			pause();
		}
	}

	/**
	 * Looks until there is nothing left to see, or time is up.
	 * @param <T> what is looked at
	 * @param timeout how long at most
	 * @param look takes a look
	 * @return true if it is gone
	 * @throws ApiException if the API server refuses
	 */
	public <T> boolean untilGone(Duration timeout, Look<T> look) throws ApiException {
		Instant end = this.clock.instant().plus(timeout);
		while (look.look().isPresent()) {
			if (!this.clock.instant().isBefore(end)) {
				return false;
			}
			pause();
		}
		return true;
	}

	static void pause() {
		try {
			Thread.sleep(PAUSE);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new RefusedException("Cancelled", ex);
		}
	}

	/**
	 * One look.
	 *
	 * @param <T> what is looked at
	 */
	@FunctionalInterface
	public interface Look<T> {

		/**
		 * Takes a look.
		 * @return what is there, if anything
		 * @throws ApiException if the API server refuses
		 */
		Optional<T> look() throws ApiException;

	}

}
