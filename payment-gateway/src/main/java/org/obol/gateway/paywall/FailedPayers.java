package org.obol.gateway.paywall;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Makes wallets wait that let a service work and then could not pay: verification finds
 * the money, and when it comes to settling it is gone, or promised to others as well. Two
 * such calls may be an accident; from the third in a row on each wait is twice as long.
 * Who pays is forgotten. Bounded, like everything that strangers can fill.
 */
final class FailedPayers {

	private static final Duration FIRST = Duration.ofSeconds(2);

	private static final int FORGIVEN = 2;

	private static final int MOST_DOUBLINGS = 9;

	private static final int MANY = 10_000;

	/** In the codes of what is the payer's doing; a facilitator's troubles are not. */
	private static final List<String> PAYERS_DOING = List.of("insufficient", "balance", "nonce", "allowance",
			"simulation", "signature");

	private final Map<String, Failure> failures = new ConcurrentHashMap<>();

	private final LongSupplier nanos;

	FailedPayers(LongSupplier nanos) {
		this.nanos = nanos;
	}

	boolean hasToWait(String payer) {
		Failure failure = this.failures.get(payer);
		return failure != null && this.nanos.getAsLong() - failure.until < 0;
	}

	/** A call was answered, and its payment turned out to be worth nothing. */
	void failed(String payer, String code) {
		if (PAYERS_DOING.stream().noneMatch(code::contains)) {
			return;
		}
		long now = this.nanos.getAsLong();
		if (this.failures.size() > MANY) {
			this.failures.values().removeIf((failure) -> failure.until - now <= 0);
		}
		this.failures.compute(payer, (ignored, before) -> {
			int times = (before != null) ? Math.min(before.times + 1, FORGIVEN + MOST_DOUBLINGS) : 1;
			long wait = (times > FORGIVEN) ? FIRST.toNanos() << (times - FORGIVEN - 1) : 0;
			return new Failure(times, now + wait);
		});
	}

	void paid(String payer) {
		if (!this.failures.isEmpty()) {
			this.failures.remove(payer);
		}
	}

	private record Failure(int times, long until) {

	}

}
