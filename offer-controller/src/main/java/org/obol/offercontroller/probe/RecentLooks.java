package org.obol.offercontroller.probe;

import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What was seen a moment ago. Ten thousand offers that share an upstream or the gateway
 * need one look at it, not ten thousand.
 */
final class RecentLooks {

	private static final long FRESH = Duration.ofMillis(500).toNanos();

	private static final int MOST = 20_000;

	private final Map<URI, Look> looks = new ConcurrentHashMap<>();

	/** What is there, seen within the last half second; others wait for the one look. */
	Sighting at(URI target, Supplier<Sighting> eyes) {
		if (this.looks.size() > MOST) {
			forgetOld();
		}
		return this.looks.computeIfAbsent(target, (ignored) -> new Look()).get(eyes);
	}

	private void forgetOld() {
		Iterator<Look> all = this.looks.values().iterator();
		while (all.hasNext()) {
			if (!all.next().isFresh()) {
				all.remove();
			}
		}
	}

	private static final class Look {

		private final ReentrantLock lock = new ReentrantLock();

		private volatile Sighting seen = new Sighting.NotLooked();

		private volatile long at;

		Sighting get(Supplier<Sighting> eyes) {
			this.lock.lock();
			try {
				if (!isFresh()) {
					this.seen = eyes.get();
					this.at = System.nanoTime();
				}
				return this.seen;
			}
			finally {
				this.lock.unlock();
			}
		}

		boolean isFresh() {
			return !(this.seen instanceof Sighting.NotLooked) && System.nanoTime() - this.at < FRESH;
		}

	}

}
