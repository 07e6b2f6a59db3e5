package org.obol.gateway.ledger;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An attempt that was granted in memory. It is written either as a reservation, a moment
 * later, or with its settlement, whichever comes first.
 */
final class Unwritten {

	private final Claim claim;

	private final Attempt attempt;

	private final OffsetDateTime takenAt;

	private final long since = System.nanoTime();

	private final AtomicReference<Place> place = new AtomicReference<>(Place.MEMORY);

	Unwritten(Claim claim, Attempt attempt, OffsetDateTime takenAt) {
		this.claim = claim;
		this.attempt = attempt;
		this.takenAt = takenAt;
	}

	private enum Place {

		MEMORY,

		/** Between here and the ledger. */
		ON_ITS_WAY,

		LEDGER,

		/** In the ledger, but not as this attempt. */
		SOMEBODY_ELSES,

		/** Written with its settlement, or about to be. */
		SETTLING

	}

	Claim claim() {
		return this.claim;
	}

	Attempt attempt() {
		return this.attempt;
	}

	OffsetDateTime takenAt() {
		return this.takenAt;
	}

	boolean isOlderThan(Duration age) {
		return System.nanoTime() - this.since >= age.toNanos();
	}

	boolean isInMemory() {
		return this.place.get() == Place.MEMORY;
	}

	/** Whether it is to be written as a reservation; may be asked again until it is. */
	boolean leaves() {
		return this.place.compareAndSet(Place.MEMORY, Place.ON_ITS_WAY) || this.place.get() == Place.ON_ITS_WAY;
	}

	/** The database could not be told of the reservation. */
	void returned() {
		this.place.compareAndSet(Place.ON_ITS_WAY, Place.MEMORY);
	}

	void arrived(boolean ours) {
		this.place.set(ours ? Place.LEDGER : Place.SOMEBODY_ELSES);
	}

	/** Whether it is to be written with its settlement: nobody has written it yet. */
	boolean settles() {
		return this.place.compareAndSet(Place.MEMORY, Place.SETTLING);
	}

	boolean isInLedger() {
		return this.place.get() == Place.LEDGER;
	}

	boolean isSomebodyElses() {
		return this.place.get() == Place.SOMEBODY_ELSES;
	}

	boolean isSettling() {
		return this.place.get() == Place.SETTLING;
	}

}
