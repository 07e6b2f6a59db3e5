package org.obol.gateway.ledger;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The attempts that this process works on, which recovery leaves alone, and how far they
 * are.
 */
final class Working {

	private final Map<Attempt, Step> attempts = new ConcurrentHashMap<>();

	private enum Step {

		TAKEN, VERIFIED, NOTED

	}

	/** Returns false when somebody here has it. */
	boolean take(Attempt attempt) {
		return this.attempts.putIfAbsent(attempt, Step.TAKEN) == null;
	}

	void verified(Attempt attempt) {
		this.attempts.replace(attempt, Step.VERIFIED);
	}

	void letGo(Attempt attempt) {
		this.attempts.remove(attempt);
	}

	Set<Attempt> all() {
		return this.attempts.keySet();
	}

	/** Those that are verified and not yet given out here; each is given out once. */
	List<Attempt> toNote(Predicate<Attempt> canBeNoted) {
		return this.attempts.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() == Step.VERIFIED)
			.map(Map.Entry::getKey)
			.filter(canBeNoted)
			.filter((attempt) -> this.attempts.replace(attempt, Step.VERIFIED, Step.NOTED))
			.toList();
	}

}
