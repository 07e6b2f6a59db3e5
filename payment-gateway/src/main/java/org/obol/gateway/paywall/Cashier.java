package org.obol.gateway.paywall;

import java.util.Optional;
import java.util.function.Supplier;
import org.obol.gateway.ledger.Attempt;
import org.obol.gateway.ledger.Pending;
import org.obol.gateway.ledger.Reservation;
import org.obol.gateway.ledger.TakenElsewhereException;
import org.obol.x402.facilitator.Verification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Serves one paid call from payment to answer: reserve and verify, call, settle, hand
 * over. Straight-line code that blocks; run it on a virtual thread.
 */
@Component
public class Cashier {

	private static final Logger log = LoggerFactory.getLogger(Cashier.class);

	private final Admission admission;

	private final Turns turns;

	private final Sales sales;

	private final Settler settler;

	private final CallLimits limits;

	private final LedgerTrouble trouble;

	Cashier(Admission admission, Turns turns, Sales sales, Settler settler, CallLimits limits, LedgerTrouble trouble) {
		this.admission = admission;
		this.turns = turns;
		this.sales = sales;
		this.settler = settler;
		this.limits = limits;
		this.trouble = trouble;
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
		try {
			return switch (this.admission.check(call)) {
				case Admission.Verdict.Refused(Reply.Whole reply) -> reply;
				case Admission.Verdict.Admitted(Sale sale) -> serve(sale);
				case Admission.Verdict.Late(Sale sale, Reply.Whole refusal) -> late(sale, refusal);
			};
		}
		catch (DataAccessException ex) {
			this.trouble.tell("The ledger is not available", ex);
			return Refusals.ledgerUnavailable();
		}
	}

	private Reply serve(Sale sale) {
		return this.turns.askNew(sale).map((asked) -> serveNew(sale, asked)).orElseGet(() -> serveKnown(sale));
	}

	private Reply serveKnown(Sale sale) {
		return serve(sale, this.turns.take(sale), ask(sale));
	}

	/**
	 * The ledger and the facilitator are asked at the same time. Whatever the facilitator
	 * says, the ledger has the last word: it may know the payment from another gateway.
	 */
	private Reply serveNew(Sale sale, Pending<Reservation> asked) {
		Supplier<Verification> verification = told(ask(sale));
		try {
			return serve(sale, asked.await(), verification);
		}
		catch (TakenElsewhereException ex) {
			log.info("Sold nothing for a payment that was granted too early: {}", ex.getMessage());
			return serveKnown(sale);
		}
	}

	private Supplier<Verification> ask(Sale sale) {
		return () -> this.sales.verify(sale);
	}

	/** Asks now, and tells later, also that it failed. */
	private static Supplier<Verification> told(Supplier<Verification> question) {
		try {
			Verification answer = question.get();
			return () -> answer;
		}
		catch (RuntimeException | Error ex) {
			return () -> {
				throw ex;
			};
		}
	}

	/**
	 * A payment that has expired by now, or for a price of the past. What was charged for
	 * it is served: who is told to sign anew pays twice.
	 */
	private Reply late(Sale sale, Reply.Whole refusal) {
		Optional<Reservation> reservation = this.turns.find(sale);
		return reservation.isPresent() ? serve(sale, reservation.get(), ask(sale)) : refusal;
	}

	private Reply serve(Sale sale, Reservation reservation, Supplier<Verification> verification) {
		return switch (reservation) {
			case Reservation.Granted(Attempt attempt) -> this.sales.fresh(sale, attempt, verification);
			case Reservation.Paid paid -> this.sales.again(sale, paid);
			case Reservation.Unresolved unresolved -> unresolved(sale, unresolved);
			case Reservation.Busy() -> this.sales.duplicate(sale, Refusals.inProgress());
			case Reservation.Named(Reservation.Paid paid) -> this.sales.named(sale, paid);
			case Reservation.Misnamed() -> Refusals.otherPurchase();
			case Reservation.Misused() -> this.sales.duplicate(sale, Refusals.otherRequest());
		};
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
