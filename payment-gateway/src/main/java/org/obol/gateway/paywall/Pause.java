package org.obol.gateway.paywall;

import java.time.Duration;

/** Waits without work on a virtual thread. */
final class Pause {

	private Pause() {
	}

	/** Returns false when the thread was interrupted. */
	static boolean of(Duration time) {
		try {
			Thread.sleep(time);
			return true;
		}
		catch (InterruptedException ignored) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
