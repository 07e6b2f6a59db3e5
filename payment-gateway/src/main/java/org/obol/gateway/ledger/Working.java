package org.obol.gateway.ledger;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The payments that this process works on, which recovery leaves alone, and how far they
 * are.
 */
final class Working {

	private final Map<Long, Step> payments = new ConcurrentHashMap<>();

	private enum Step {

		TAKEN, VERIFIED, NOTED

	}

	void take(long payment) {
		this.payments.put(payment, Step.TAKEN);
	}

	void verified(long payment) {
		this.payments.replace(payment, Step.VERIFIED);
	}

	void letGo(long payment) {
		this.payments.remove(payment);
	}

	Set<Long> all() {
		return this.payments.keySet();
	}

	/** Those that are verified and not yet given out here; each is given out once. */
	List<Long> toNote() {
		return this.payments.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() == Step.VERIFIED)
			.map(Map.Entry::getKey)
			.filter((payment) -> this.payments.replace(payment, Step.VERIFIED, Step.NOTED))
			.toList();
	}

}
