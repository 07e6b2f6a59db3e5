package org.obol.gateway.metrics;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.obol.x402.PaymentId;

/**
 * The payments that were counted last. The database may not hear of some of them, or
 * forget them in a crash; those are settled once more, and not counted once more.
 */
final class CountedLately {

	/** More than are sold before such a payment is found on the chain. */
	private static final int MOST = 1 << 15;

	private final AtomicLongArray marks = new AtomicLongArray(MOST);

	private final AtomicInteger next = new AtomicInteger();

	/** Costs every sold call next to nothing. */
	void add(PaymentId payment) {
		this.marks.set(this.next.getAndIncrement() & (MOST - 1), mark(payment));
	}

	/** Returns whether it was not there. Rare, so it may look everywhere. */
	synchronized boolean addIfNew(PaymentId payment) {
		long mark = mark(payment);
		for (int i = 0; i < MOST; i++) {
			if (this.marks.get(i) == mark) {
				return false;
			}
		}
		add(payment);
		return true;
	}

	private static long mark(PaymentId payment) {
		return ((long) payment.nonce().hashCode() << Integer.SIZE) | Integer.toUnsignedLong(payment.hashCode());
	}

}
