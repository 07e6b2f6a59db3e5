package org.obol.gateway.paywall;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.obol.gateway.ledger.Pending;
import org.obol.gateway.ledger.Reservation;
import org.obol.gateway.ledger.Reservations;
import org.springframework.stereotype.Component;

/**
 * Says whose turn it is with a payment. The second copy of one waits for what the first
 * one gets. Every method throws Spring's {@code DataAccessException} when the ledger is
 * not available.
 */
@Component
class Turns {

	private static final Duration FIRST_LOOK = Duration.ofMillis(20);

	private static final Duration LAST_LOOK = Duration.ofMillis(500);

	private final Reservations reservations;

	private final PaywallProperties properties;

	private final WaitingCopies waiting = new WaitingCopies();

	private final ShownLately shown = new ShownLately();

	Turns(Reservations reservations, PaywallProperties properties) {
		this.reservations = reservations;
		this.properties = properties;
	}

	/**
	 * As {@link #take} for a payment that will most likely be granted, since nobody has
	 * shown it here lately, without waiting yet. Empty for any other, and for a purchase
	 * with a name.
	 */
	Optional<Pending<Reservation>> askNew(Sale sale) {
		return this.shown
			.first(sale.claim().id().nonce(), () -> Optional.of(sale).filter(Turns::isNameless).map(this::ask))
			.flatMap(Function.identity());
	}

	private static boolean isNameless(Sale sale) {
		return sale.identifier() == null;
	}

	private Pending<Reservation> ask(Sale sale) {
		Pending<Reservation> asked = this.reservations.reserving(sale.claim(), sale.signedAt());
		return () -> waited(sale, Optional.of(asked.await()), () -> reserve(sale)).orElseGet(Reservation.Busy::new);
	}

	/** Takes the payment, or says who has it. */
	Reservation take(Sale sale) {
		return waited(sale, reserve(sale), () -> reserve(sale)).orElseGet(Reservation.Busy::new);
	}

	private Optional<Reservation> reserve(Sale sale) {
		return Optional.of(this.reservations.reserve(sale.claim(), sale.identifier()));
	}

	/**
	 * Looks for a payment that can't be taken any more. Empty when nothing was charged
	 * for it.
	 */
	Optional<Reservation> find(Sale sale) {
		Supplier<Optional<Reservation>> look = () -> this.reservations.find(sale.claim());
		return waited(sale, look.get(), look);
	}

	private Optional<Reservation> waited(Sale sale, Optional<Reservation> reservation,
			Supplier<Optional<Reservation>> look) {
		if (!isBusy(reservation) || !this.waiting.enter(sale.claim().id())) {
			return reservation;
		}
		try {
			return waitedFor(sale, reservation, look);
		}
		finally {
			this.waiting.leave(sale.claim().id());
		}
	}

	private static boolean isBusy(Optional<Reservation> reservation) {
		return reservation.filter(Reservation.Busy.class::isInstance).isPresent();
	}

	private Optional<Reservation> waitedFor(Sale sale, Optional<Reservation> busy,
			Supplier<Optional<Reservation>> look) {
		Optional<Reservation> reservation = busy;
		long giveUp = System.nanoTime() + this.properties.waitForFirst().toNanos();
		Duration pause = FIRST_LOOK;
		while (isBusy(reservation) && System.nanoTime() < giveUp && !sale.call().buyer().isGone()) {
			if (!Pause.of(pause)) {
				return reservation;
			}
			pause = (pause.compareTo(LAST_LOOK) < 0) ? pause.multipliedBy(2) : LAST_LOOK;
			reservation = look.get();
		}
		return reservation;
	}

}
