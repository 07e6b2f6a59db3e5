package org.obol.local.kubernetes.probe;

import java.time.Duration;

import io.kubernetes.client.openapi.models.V1Probe;
import org.obol.local.kubernetes.manifest.Present;

/**
 * When a probe is due and what its answers amount to. Until the first success it looks
 * more often than its period, so that a fast program is ready at once; failures still
 * count once per period only.
 */
final class ProbeTimer {

	private static final Duration EAGER = Duration.ofMillis(300);

	private final Duration period;

	private final int successThreshold;

	private final int failureThreshold;

	private long nextAt;

	private long lastCounted;

	private int successes;

	private int failures;

	private boolean everPassed;

	ProbeTimer(V1Probe probe, long now) {
		this.period = Duration.ofSeconds(Present.orElse(probe.getPeriodSeconds(), 10));
		this.successThreshold = Present.orElse(probe.getSuccessThreshold(), 1);
		this.failureThreshold = Present.orElse(probe.getFailureThreshold(), 3);
		this.nextAt = now + Duration.ofSeconds(Present.orElse(probe.getInitialDelaySeconds(), 0)).toNanos();
		this.lastCounted = now - this.period.toNanos();
	}

	long nextAt() {
		return this.nextAt;
	}

	boolean isDue(long now) {
		return now >= this.nextAt;
	}

	Standing record(boolean passed, long now) {
		Standing standing = passed ? success() : failure(now);
		Duration wait = (this.everPassed || this.period.compareTo(EAGER) < 0) ? this.period : EAGER;
		this.nextAt = now + wait.toNanos();
		return standing;
	}

	private Standing success() {
		this.failures = 0;
		this.successes++;
		if (this.successes < this.successThreshold) {
			return Standing.UNDECIDED;
		}
		this.everPassed = true;
		return Standing.PASSED;
	}

	private Standing failure(long now) {
		this.successes = 0;
		if (now - this.lastCounted >= this.period.toNanos()) {
			this.lastCounted = now;
			this.failures++;
		}
		return (this.failures >= this.failureThreshold) ? Standing.FAILED : Standing.UNDECIDED;
	}

	/** What a probe's answers amount to. */
	enum Standing {

		/** Enough successes in a row. */
		PASSED,

		/** Enough failures in a row. */
		FAILED,

		/** Neither yet. */
		UNDECIDED

	}

}
