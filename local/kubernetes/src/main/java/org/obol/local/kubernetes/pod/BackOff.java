package org.obol.local.kubernetes.pod;

import java.time.Duration;

/**
 * How long a container waits before it is started again: one second, then twice as long
 * each time, at most a minute; a run of two minutes makes it start over.
 */
final class BackOff {

	private static final Duration FIRST = Duration.ofSeconds(1);

	private static final Duration LONGEST = Duration.ofMinutes(1);

	private static final Duration LONG_RUN = Duration.ofMinutes(2);

	private Duration next = FIRST;

	Duration after(Duration run) {
		if (run.compareTo(LONG_RUN) >= 0) {
			this.next = FIRST;
		}
		Duration wait = this.next;
		Duration doubled = wait.multipliedBy(2);
		this.next = (doubled.compareTo(LONGEST) > 0) ? LONGEST : doubled;
		return wait;
	}

}
