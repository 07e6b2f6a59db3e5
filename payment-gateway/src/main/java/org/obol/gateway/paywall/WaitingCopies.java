package org.obol.gateway.paywall;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.obol.x402.PaymentId;

/**
 * Bounds how many copies of a payment wait for the first one's outcome: each holds a
 * request in memory and asks the ledger again and again. Who has to leave gets the same
 * answer as who waited in vain.
 */
final class WaitingCopies {

	/** As many as a buyer's impatient retries, and no more. */
	private static final int MOST_OF_ONE = 32;

	private static final int MOST = 2_000;

	private final Map<PaymentId, Integer> copies = new ConcurrentHashMap<>();

	private final AtomicInteger all = new AtomicInteger();

	/** Takes a place; false when there is none. */
	boolean enter(PaymentId payment) {
		int mine = this.copies.merge(payment, 1, Integer::sum);
		if (this.all.incrementAndGet() > MOST || mine > MOST_OF_ONE) {
			leave(payment);
			return false;
		}
		return true;
	}

	void leave(PaymentId payment) {
		this.all.decrementAndGet();
		this.copies.computeIfPresent(payment, (ignored, count) -> (count > 1) ? Integer.valueOf(count - 1) : null);
	}

}
