package org.obol.gateway.paywall;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.obol.gateway.ledger.Attempt;
import org.obol.gateway.ledger.Reservation;
import org.obol.gateway.ledger.Reservations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Serves one paid call from payment to answer: reserve, verify, call, settle, hand over.
 * Straight-line code that blocks; run it on a virtual thread.
 */
@Component
public class Cashier {

	private static final Logger log = LoggerFactory.getLogger(Cashier.class);

	private static final Duration FIRST_LOOK = Duration.ofMillis(20);

	private static final Duration LAST_LOOK = Duration.ofMillis(500);

	private final Admission admission;

	private final Reservations reservations;

	private final Sales sales;

	private final Settler settler;

	private final CallLimits limits;

	private final PaywallProperties properties;

	private final WaitingCopies waiting = new WaitingCopies();

	Cashier(Admission admission, Reservations reservations, Sales sales, Settler settler, CallLimits limits,
			PaywallProperties properties) {
		this.admission = admission;
		this.reservations = reservations;
		this.sales = sales;
		this.settler = settler;
		this.limits = limits;
		this.properties = properties;
	}

	/**
	 * Serves a call.
	 * @param call what came
	 * @return what the buyer gets
	 */
	public Reply serve(PaidCall call) {
		Optional<Reply.Whole> tooMany = this.limits.atTheDoor(call.route(), call.address());
		if (tooMany.isPresent()) {
			return tooMany.get();
		}
		return switch (this.admission.check(call)) {
			case Admission.Verdict.Refused(Reply.Whole reply) -> reply;
			case Admission.Verdict.Admitted(Sale sale) -> serve(sale);
			case Admission.Verdict.Late(Sale sale, Reply.Whole refusal) -> late(sale, refusal);
		};
	}

	private Reply serve(Sale sale) {
		return serve(sale, () -> Optional.of(this.reservations.reserve(sale.claim(), sale.identifier())),
				Refusals.inProgress());
	}

	/**
	 * A payment that has expired by now. What was charged for it is served: who is told
	 * to sign anew pays twice.
	 */
	private Reply late(Sale sale, Reply.Whole refusal) {
		return serve(sale, () -> this.reservations.find(sale.claim()), refusal);
	}

	private Reply serve(Sale sale, Supplier<Optional<Reservation>> look, Reply.Whole otherwise) {
		try {
			Optional<Reservation> reservation = waited(sale, look);
			return reservation.isPresent() ? serve(sale, reservation.get()) : otherwise;
		}
		catch (DataAccessException ex) {
			log.error("The ledger is not available", ex);
			return Refusals.ledgerUnavailable();
		}
	}

	private Reply serve(Sale sale, Reservation reservation) {
		return switch (reservation) {
			case Reservation.Granted(Attempt attempt) -> this.sales.fresh(sale, attempt);
			case Reservation.Paid paid -> this.sales.again(sale, paid);
			case Reservation.Unresolved unresolved -> unresolved(sale, unresolved);
			case Reservation.Busy() -> this.sales.duplicate(sale, Refusals.inProgress());
			case Reservation.Named(Reservation.Paid paid) -> this.sales.named(sale, paid);
			case Reservation.Misnamed() -> Refusals.otherPurchase();
			case Reservation.Misused() -> this.sales.duplicate(sale, Refusals.otherRequest());
		};
	}

	/** The second copy of a payment waits for what the first one gets. */
	private Optional<Reservation> waited(Sale sale, Supplier<Optional<Reservation>> look) {
		Optional<Reservation> reservation = look.get();
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

	private Reply unresolved(Sale sale, Reservation.Unresolved unresolved) {
		Sale charged = sale.charging(unresolved.charge());
		return switch (this.settler.resume(charged, unresolved.attempt(), unresolved.transaction())) {
			case Settler.Outcome.Paid ignored -> serve(sale);
			case Settler.Outcome.NotPaid(String code) -> Receipts.notPaid(charged, code);
			case Settler.Outcome.Open(String sent) -> Receipts.open(charged, sent);
		};
	}

}
