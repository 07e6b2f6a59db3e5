package org.obol.local.kubernetes.pod;

import org.jspecify.annotations.Nullable;

/**
 * Whether a container that ended is started again.
 */
enum RestartPolicy {

	/** Always. */
	ALWAYS,

	/** When it failed. */
	ON_FAILURE,

	/** Never. */
	NEVER;

	static RestartPolicy of(@Nullable String name) {
		return "OnFailure".equals(name) ? ON_FAILURE : "Never".equals(name) ? NEVER : ALWAYS;
	}

	/** Init containers run until they succeed, unless the pod never restarts anything. */
	RestartPolicy forInit() {
		return (this == NEVER) ? NEVER : ON_FAILURE;
	}

	boolean restartsAfter(int exitCode) {
		return this == ALWAYS || (this == ON_FAILURE && exitCode != 0);
	}

}
