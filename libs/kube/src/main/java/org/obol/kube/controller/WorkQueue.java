package org.obol.kube.controller;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.obol.kube.ObjectKey;

/**
 * Keys waiting for a pass. A key waits at most once, at its earliest time, and is never
 * handed out while a pass over it runs. Unlike the client's own queue it is unbounded (a
 * delayed key is never dropped), needs no threads, and a timed repeat clears the failure
 * count.
 */
final class WorkQueue {

	private static final Duration FIRST_BACK_OFF = Duration.ofMillis(200);

	private static final Duration LAST_BACK_OFF = Duration.ofMinutes(2);

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final TreeSet<Waiting> byTime = new TreeSet<>(
			Comparator.comparingLong(Waiting::due).thenComparingLong(Waiting::order));

	private final Map<ObjectKey, Waiting> byKey = new HashMap<>();

	private final Map<ObjectKey, Long> afterPass = new HashMap<>();

	private final Set<ObjectKey> running = new HashSet<>();

	private final Map<ObjectKey, Integer> failures = new HashMap<>();

	private final LongSupplier nanos;

	private long order;

	private boolean closed;

	WorkQueue(LongSupplier nanos) {
		this.nanos = nanos;
	}

	void add(ObjectKey key) {
		schedule(key, Duration.ZERO);
	}

	void addAfter(ObjectKey key, Duration delay) {
		forget(key);
		schedule(key, delay);
	}

	void addBackedOff(ObjectKey key) {
		this.lock.lock();
		try {
			int count = this.failures.merge(key, 1, Integer::sum);
			long millis = FIRST_BACK_OFF.toMillis() << Math.min(count - 1, 20);
			schedule(key, Duration.ofMillis(Math.min(millis, LAST_BACK_OFF.toMillis())));
		}
		finally {
			this.lock.unlock();
		}
	}

	void forget(ObjectKey key) {
		this.lock.lock();
		try {
			this.failures.remove(key);
		}
		finally {
			this.lock.unlock();
		}
	}

	int failures(ObjectKey key) {
		this.lock.lock();
		try {
			return this.failures.getOrDefault(key, 0);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Waits for the next due key; the caller must hand it back with {@link #done}. */
	ObjectKey take() throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			while (true) {
				if (this.closed) {
					throw new InterruptedException("The queue is closed");
				}
				if (this.byTime.isEmpty()) {
					this.changed.await();
					continue;
				}
				Waiting first = this.byTime.first();
				long wait = first.due() - this.nanos.getAsLong();
				if (wait <= 0) {
					return start(first);
				}
				// Returns early when another key is due earlier; the loop looks again.
				long ignored = this.changed.awaitNanos(wait);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	void done(ObjectKey key) {
		this.lock.lock();
		try {
			this.running.remove(key);
			Long due = this.afterPass.remove(key);
			if (due != null) {
				enqueue(key, due);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/** How many keys are due and not in a pass. */
	int depth() {
		this.lock.lock();
		try {
			long now = this.nanos.getAsLong();
			return (int) this.byTime.stream().takeWhile((waiting) -> waiting.due() <= now).count();
		}
		finally {
			this.lock.unlock();
		}
	}

	void close() {
		this.lock.lock();
		try {
			this.closed = true;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	private ObjectKey start(Waiting waiting) {
		this.byTime.remove(waiting);
		this.byKey.remove(waiting.key());
		this.running.add(waiting.key());
		return waiting.key();
	}

	private void schedule(ObjectKey key, Duration delay) {
		this.lock.lock();
		try {
			long due = this.nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(delay.toMillis());
			if (this.running.contains(key)) {
				this.afterPass.merge(key, due, Math::min);
			}
			else {
				enqueue(key, due);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void enqueue(ObjectKey key, long due) {
		Waiting existing = this.byKey.get(key);
		if (existing != null && existing.due() <= due) {
			return;
		}
		if (existing != null) {
			this.byTime.remove(existing);
		}
		Waiting waiting = new Waiting(key, due, this.order++);
		this.byKey.put(key, waiting);
		this.byTime.add(waiting);
		this.changed.signal();
	}

	private record Waiting(ObjectKey key, long due, long order) {

	}

}
