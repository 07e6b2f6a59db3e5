package org.obol.local.kubernetes.pod;

import java.time.Instant;

/**
 * What a container does just now, with the words of a pod's status.
 */
public sealed interface ContainerState {

	/**
	 * It does not run yet, or not again.
	 *
	 * @param reason such as {@code CrashLoopBackOff}
	 * @param message a sentence
	 */
	record Waiting(String reason, String message) implements ContainerState {
	}

	/**
	 * It runs.
	 *
	 * @param startedAt since when
	 * @param pid its process
	 */
	record Running(Instant startedAt, long pid) implements ContainerState {
	}

	/**
	 * It ended.
	 *
	 * @param exitCode its exit status
	 * @param reason {@code Completed} or {@code Error}
	 * @param message why it was killed, if it was
	 * @param startedAt when it started
	 * @param finishedAt when it ended
	 */
	record Terminated(int exitCode, String reason, String message, Instant startedAt,
			Instant finishedAt) implements ContainerState {

		static Terminated of(int exitCode, String message, Instant startedAt, Instant finishedAt) {
			return new Terminated(exitCode, (exitCode == 0) ? "Completed" : "Error", message, startedAt, finishedAt);
		}

	}

}
