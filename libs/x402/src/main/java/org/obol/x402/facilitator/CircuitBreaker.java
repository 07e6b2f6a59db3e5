package org.obol.x402.facilitator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Remembers whether somebody answers: after some failures in a row nobody is let through
 * for a while, then one call at a time, until one of them succeeds.
 */
final class CircuitBreaker {

	private final Clock clock;

	private final int failuresToOpen;

	private final Duration openFor;

	private int failures;

	private @Nullable Instant closedUntil;

	CircuitBreaker(Clock clock, int failuresToOpen, Duration openFor) {
		this.clock = clock;
		this.failuresToOpen = failuresToOpen;
		this.openFor = openFor;
	}

	/** May a call be made? The one that finds the time over is the trial. */
	synchronized boolean allows() {
		if (this.closedUntil == null) {
			return true;
		}
		if (this.clock.instant().isBefore(this.closedUntil)) {
			return false;
		}
		this.closedUntil = this.clock.instant().plus(this.openFor);
		return true;
	}

	synchronized void succeeded() {
		this.failures = 0;
		this.closedUntil = null;
	}

	synchronized void failed() {
		this.failures++;
		if (this.failures >= this.failuresToOpen) {
			this.closedUntil = this.clock.instant().plus(this.openFor);
		}
	}

}
