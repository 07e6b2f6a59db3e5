package org.obol.gateway.paywall;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.obol.gateway.ledger.KeptAnswer;
import org.obol.gateway.ledger.PaymentLedger;
import org.obol.gateway.ledger.Reservation;
import org.obol.gateway.route.SettlementTime;
import org.obol.x402.ErrorReason;
import org.obol.x402.facilitator.Facilitator;
import org.obol.x402.facilitator.Verification;
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

	private final PaymentLedger ledger;

	private final Facilitator facilitator;

	private final Answering answering;

	private final Settler settler;

	private final PaywallProperties properties;

	Cashier(Admission admission, PaymentLedger ledger, Facilitator facilitator, Answering answering, Settler settler,
			PaywallProperties properties) {
		this.admission = admission;
		this.ledger = ledger;
		this.facilitator = facilitator;
		this.answering = answering;
		this.settler = settler;
		this.properties = properties;
	}

	/**
	 * Serves a call.
	 * @param call what came
	 * @return what the buyer gets
	 */
	public Reply serve(PaidCall call) {
		return switch (this.admission.check(call)) {
			case Admission.Verdict.Refused(Reply.Whole reply) -> reply;
			case Admission.Verdict.Admitted(Sale sale) -> serve(sale);
		};
	}

	private Reply serve(Sale sale) {
		try {
			return switch (reserve(sale)) {
				case Reservation.Granted(long payment) -> fresh(sale, payment);
				case Reservation.Paid paid -> again(sale, paid);
				case Reservation.Unresolved(long payment, String transaction) -> unresolved(sale, payment, transaction);
				case Reservation.Busy() -> Refusals.inProgress();
				case Reservation.Misused() -> Refusals.otherRequest();
			};
		}
		catch (DataAccessException ex) {
			log.error("The ledger is not available", ex);
			return Refusals.ledgerUnavailable();
		}
	}

	/** The second copy of a payment waits for what the first one gets. */
	private Reservation reserve(Sale sale) {
		long giveUp = System.nanoTime() + this.properties.waitForFirst().toNanos();
		Duration pause = FIRST_LOOK;
		Reservation reservation = this.ledger.reserve(sale.claim());
		while (reservation instanceof Reservation.Busy && System.nanoTime() < giveUp && !sale.call().buyer().isGone()) {
			if (!Pause.of(pause)) {
				return reservation;
			}
			pause = (pause.compareTo(LAST_LOOK) < 0) ? pause.multipliedBy(2) : LAST_LOOK;
			reservation = this.ledger.reserve(sale.claim());
		}
		return reservation;
	}

	private Reply fresh(Sale sale, long payment) {
		try {
			return switch (this.facilitator.verify(sale.payment(), sale.offer())) {
				case Verification.Valid ignored -> {
					this.ledger.verified(payment);
					yield (sale.call().route().settlement() == SettlementTime.UPFRONT) ? upfront(sale, payment)
							: sell(sale, payment);
				}
				case Verification.Invalid invalid -> {
					log.info("Payment {} is not valid: {} {}", payment, invalid.reason().wire(), invalid.detail());
					this.ledger.rejected(payment, invalid.reason().wire());
					yield Refusals.invalid(sale.call().route(), invalid.reason().wire());
				}
				case Verification.Unavailable unavailable -> {
					log.warn("Payment {} could not be verified: {} {}", payment, unavailable.reason().wire(),
							unavailable.detail());
					this.ledger.released(payment, unavailable.reason().wire());
					yield Refusals.facilitatorUnavailable();
				}
			};
		}
		catch (RuntimeException ex) {
			this.ledger.abandon(payment);
			throw ex;
		}
		finally {
			this.ledger.letGo(payment);
		}
	}

	private Reply sell(Sale sale, long payment) {
		return switch (this.answering.run(sale)) {
			case Answering.Answered.Nothing(int status, String code) -> {
				this.ledger.released(payment, code);
				yield Refusals.notCharged(status, code);
			}
			case Answering.Answered.Complete(KeptAnswer answer) -> settle(sale, payment, answer, null);
			case Answering.Answered.Started(HeldStream stream) -> settle(sale, payment, null, stream);
		};
	}

	private Reply settle(Sale sale, long payment, @Nullable KeptAnswer answer, @Nullable HeldStream stream) {
		boolean handedOver = false;
		try {
			if (sale.call().buyer().isGone()) {
				this.ledger.released(payment, "client_disconnected");
				return Refusals.notCharged(499, "client_disconnected");
			}
			this.ledger.executed(payment);
			KeptAnswer kept = (answer != null && this.ledger.keeps(answer)) ? answer : null;
			Reply reply = switch (this.settler.settle(sale, payment, kept)) {
				case Settler.Outcome.Paid(String transaction) when kept != null -> kept(sale, transaction, kept);
				case Settler.Outcome.Paid(String transaction) -> handOver(sale, payment, transaction, answer, stream);
				case Settler.Outcome.NotPaid(String code) -> notPaid(sale, code);
				case Settler.Outcome.Open(String transaction) -> open(sale, transaction);
			};
			handedOver = reply instanceof Reply.Flowing;
			return reply;
		}
		finally {
			if (stream != null && !handedOver) {
				stream.close();
			}
		}
	}

	private Reply upfront(Sale sale, long payment) {
		return switch (this.settler.settle(sale, payment, null)) {
			case Settler.Outcome.Paid(String transaction) -> deliver(sale, payment, transaction);
			case Settler.Outcome.NotPaid(String code) -> notPaid(sale, code);
			case Settler.Outcome.Open(String transaction) -> open(sale, transaction);
		};
	}

	private Reply again(Sale sale, Reservation.Paid paid) {
		Optional<KeptAnswer> answer = paid.answer();
		if (answer.isPresent()) {
			return kept(sale, paid.transaction(), answer.get());
		}
		if (!paid.good() || !this.ledger.deliverAgain(paid.payment())) {
			return Refusals.usedUp();
		}
		return deliver(sale, paid.payment(), paid.transaction());
	}

	private Reply unresolved(Sale sale, long payment, @Nullable String transaction) {
		try {
			return switch (this.settler.resume(sale, payment, transaction)) {
				case Settler.Outcome.Paid ignored -> serve(sale);
				case Settler.Outcome.NotPaid(String code) -> notPaid(sale, code);
				case Settler.Outcome.Open(String sent) -> open(sale, sent);
			};
		}
		finally {
			this.ledger.letGo(payment);
		}
	}

	/** Runs a call that is paid for already. */
	private Reply deliver(Sale sale, long payment, String transaction) {
		return switch (this.answering.run(sale)) {
			case Answering.Answered.Nothing(int status, String code) ->
				Receipts.paidNotServed(sale.claim(), transaction, Refusals.paidNotServed(status, code));
			case Answering.Answered.Complete(KeptAnswer answer) -> handOver(sale, payment, transaction, answer, null);
			case Answering.Answered.Started(HeldStream stream) -> handOver(sale, payment, transaction, null, stream);
		};
	}

	/**
	 * The ledger has the answer, so it counts as served: whoever paid can have it again.
	 */
	private static Reply kept(Sale sale, String transaction, KeptAnswer answer) {
		return new Reply.Whole(answer.status(), Receipts.settled(sale.claim(), transaction, answer.headers()),
				answer.body());
	}

	private Reply handOver(Sale sale, long payment, String transaction, @Nullable KeptAnswer answer,
			@Nullable HeldStream stream) {
		if (answer != null) {
			return new Reply.Whole(answer.status(), Receipts.settled(sale.claim(), transaction, answer.headers()),
					answer.body(), () -> this.ledger.served(payment));
		}
		HeldStream flowing = Objects.requireNonNull(stream);
		return new Reply.Flowing(flowing.status(), Receipts.settled(sale.claim(), transaction, flowing.headers()),
				flowing::next, () -> {
					if (flowing.isComplete()) {
						this.ledger.served(payment);
					}
				}, flowing::close);
	}

	private static Reply notPaid(Sale sale, String code) {
		if (ErrorReason.FACILITATOR_UNREACHABLE.wire().equals(code)) {
			return Refusals.facilitatorUnavailable();
		}
		return Receipts.failed(sale.claim(), code, "", Refusals.notSettled(sale.call().route(), code));
	}

	private static Reply open(Sale sale, String transaction) {
		return Receipts.failed(sale.claim(), "settlement_pending", transaction, Refusals.settlementUnknown());
	}

}
