package org.obol.gateway.paywall;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.obol.gateway.ledger.Attempt;
import org.obol.gateway.ledger.KeptAnswer;
import org.obol.gateway.ledger.PaymentLedger;
import org.obol.gateway.ledger.Reservation;
import org.obol.gateway.metrics.OfferMeters;
import org.obol.gateway.metrics.PaymentMeters;
import org.obol.gateway.route.SettlementTime;
import org.obol.x402.AtomicAmount;
import org.obol.x402.facilitator.Facilitator;
import org.obol.x402.facilitator.Verification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sells one call whose payment nobody else can use any more: verify, call, settle, hand
 * over. The ledger hears of every step before the next one.
 */
@Component
class Sales {

	private static final Logger log = LoggerFactory.getLogger(Sales.class);

	private final PaymentLedger ledger;

	private final Facilitator facilitator;

	private final Answering answering;

	private final Settler settler;

	private final CallLimits limits;

	private final PaymentMeters meters;

	Sales(PaymentLedger ledger, Facilitator facilitator, Answering answering, Settler settler, CallLimits limits,
			PaymentMeters meters) {
		this.ledger = ledger;
		this.facilitator = facilitator;
		this.answering = answering;
		this.settler = settler;
		this.limits = limits;
		this.meters = meters;
	}

	/** What the facilitator says to a payment. Blocks. */
	Verification verify(Sale sale) {
		return this.facilitator.verify(sale.payment(), sale.offer());
	}

	/**
	 * A payment that was never sold anything for.
	 * @param sale the call and its payment
	 * @param attempt the right to the payment
	 * @param verification what the facilitator says to it, or where to ask
	 */
	Reply fresh(Sale sale, Attempt attempt, Supplier<Verification> verification) {
		try {
			return this.limits.inPlace(sale.call().route(), () -> verified(sale, attempt, verification.get()), () -> {
				this.ledger.released(attempt, "too_many_in_flight");
				return CallLimits.full();
			});
		}
		catch (RuntimeException ex) {
			this.ledger.abandon(attempt);
			throw ex;
		}
		finally {
			this.ledger.letGo(attempt);
		}
	}

	/** A payment that was settled before, for the same request. */
	Reply again(Sale bought, Reservation.Paid paid) {
		Sale sale = bought.charging(paid.charge());
		this.meters.of(sale.call().route()).repeated();
		Optional<KeptAnswer> answer = paid.answer();
		if (answer.isPresent()) {
			return kept(sale, paid.transaction(), answer.get());
		}
		if (!paid.good()) {
			return duplicate(sale, Refusals.usedUp());
		}
		return this.limits.inPlace(sale.call().route(), () -> this.ledger.deliveries().again(paid.payment())
				? deliver(sale, paid.payment(), paid.transaction()) : Refusals.usedUp(), CallLimits::full);
	}

	/** A payment that was used for something else, or is being used. */
	Reply duplicate(Sale sale, Reply.Whole refusal) {
		this.meters.of(sale.call().route()).refusedDuplicate();
		return refusal;
	}

	/**
	 * Another payment was settled for the same purchase; this one is not charged. Only
	 * who can sign for the wallet gets the answer.
	 */
	Reply named(Sale sale, Reservation.Paid paid) {
		return switch (verify(sale)) {
			case Verification.Valid ignored -> again(sale, paid);
			case Verification.Invalid invalid -> Refusals.invalid(sale.call().route(), invalid.reason().wire());
			case Verification.Unavailable ignored -> Refusals.facilitatorUnavailable();
		};
	}

	private Reply verified(Sale sale, Attempt attempt, Verification verification) {
		OfferMeters counters = this.meters.of(sale.call().route());
		return switch (verification) {
			case Verification.Valid ignored when !this.limits.allowsPayer(sale) -> {
				this.ledger.released(attempt, "rate_limited");
				yield CallLimits.tooFast();
			}
			case Verification.Valid ignored -> {
				this.ledger.verified(attempt);
				counters.verified();
				yield (sale.call().route().settlement() == SettlementTime.UPFRONT && !sale.isMetered())
						? upfront(sale, attempt) : sell(sale, attempt);
			}
			case Verification.Invalid invalid -> {
				log.info("Payment {} is not valid: {} {}", attempt, invalid.reason().wire(), invalid.detail());
				counters.failed("payment_invalid");
				this.ledger.invalid(attempt, invalid.reason().wire());
				yield Refusals.invalid(sale.call().route(), invalid.reason().wire());
			}
			case Verification.Unavailable unavailable -> {
				log.warn("Payment {} could not be verified: {} {}", attempt, unavailable.reason().wire(),
						unavailable.detail());
				counters.failed("facilitator_unavailable");
				this.ledger.released(attempt, unavailable.reason().wire());
				yield Refusals.facilitatorUnavailable();
			}
		};
	}

	private Reply sell(Sale sale, Attempt attempt) {
		return switch (this.answering.run(sale)) {
			case Answering.Answered.Nothing(int status, String code) -> unanswered(sale, attempt, status, code);
			case Answering.Answered.Complete complete when sale.isMetered() -> metered(sale, attempt, complete);
			case Answering.Answered.Complete complete -> settle(sale, attempt, complete.answer(), null);
			case Answering.Answered.Started(HeldStream stream) -> settle(sale, attempt, null, stream);
		};
	}

	private Reply unanswered(Sale sale, Attempt attempt, int status, String code) {
		this.meters.of(sale.call().route()).upstreamFailed();
		this.ledger.released(attempt, code);
		return Refusals.notCharged(status, code);
	}

	/** Nothing is charged on a guess: who answers has to say what it costs. */
	private Reply metered(Sale sale, Attempt attempt, Answering.Answered.Complete complete) {
		Optional<AtomicAmount> charge = Charges.of(sale, complete.answer(), complete.price());
		if (charge.isEmpty()) {
			log.warn("{} says in Settlement-Overrides what can't be charged: {}", sale.claim().offer(),
					complete.price().orElse(""));
			return unanswered(sale, attempt, 502, "upstream_failed");
		}
		this.ledger.charging(attempt, charge.get());
		return settle(sale.charging(charge.get()), attempt, complete.answer(), null);
	}

	private Reply settle(Sale sale, Attempt attempt, @Nullable KeptAnswer answer, @Nullable HeldStream stream) {
		boolean handedOver = false;
		try {
			if (sale.call().buyer().isGone()) {
				this.ledger.released(attempt, "client_disconnected");
				return Refusals.notCharged(499, "client_disconnected");
			}
			KeptAnswer kept = (answer != null && this.ledger.keeps(answer)) ? answer : null;
			Settler.Outcome outcome = this.settler.settle(sale, attempt, kept);
			remember(sale, outcome);
			Reply reply = switch (outcome) {
				case Settler.Outcome.Paid(String transaction) when kept != null -> kept(sale, transaction, kept);
				case Settler.Outcome.Paid(String transaction) ->
					handOver(sale, attempt.payment(), transaction, answer, stream);
				case Settler.Outcome.NotPaid(String code) -> Receipts.notPaid(sale, code);
				case Settler.Outcome.Open(String transaction) -> Receipts.open(sale, transaction);
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

	private void remember(Sale sale, Settler.Outcome outcome) {
		switch (outcome) {
			case Settler.Outcome.Paid ignored -> this.limits.paid(sale);
			case Settler.Outcome.NotPaid(String code) -> this.limits.notPaid(sale, code);
			case Settler.Outcome.Open ignored -> {
				// Nobody knows yet.
			}
		}
	}

	private Reply upfront(Sale sale, Attempt attempt) {
		return switch (this.settler.settle(sale, attempt, null)) {
			case Settler.Outcome.Paid(String transaction) -> deliver(sale, attempt.payment(), transaction);
			case Settler.Outcome.NotPaid(String code) -> Receipts.notPaid(sale, code);
			case Settler.Outcome.Open(String transaction) -> Receipts.open(sale, transaction);
		};
	}

	/** Runs a call that is paid for already. */
	private Reply deliver(Sale sale, long payment, String transaction) {
		return switch (this.answering.run(sale)) {
			case Answering.Answered.Nothing(int status, String code) ->
				Receipts.paidNotServed(sale, transaction, Refusals.paidNotServed(status, code));
			case Answering.Answered.Complete complete -> handOver(sale, payment, transaction, complete.answer(), null);
			case Answering.Answered.Started(HeldStream stream) -> handOver(sale, payment, transaction, null, stream);
		};
	}

	/**
	 * The ledger has the answer, so it counts as served: whoever paid can have it again.
	 */
	private static Reply kept(Sale sale, String transaction, KeptAnswer answer) {
		return new Reply.Whole(answer.status(), Receipts.settled(sale, transaction, answer.headers()), answer.body());
	}

	private Reply handOver(Sale sale, long payment, String transaction, @Nullable KeptAnswer answer,
			@Nullable HeldStream stream) {
		if (answer != null) {
			return new Reply.Whole(answer.status(), Receipts.settled(sale, transaction, answer.headers()),
					answer.body(), () -> this.settler.served(payment));
		}
		HeldStream flowing = Objects.requireNonNull(stream);
		return new Reply.Flowing(flowing.status(), Receipts.settled(sale, transaction, flowing.headers()),
				flowing::next, () -> {
					if (flowing.isComplete()) {
						this.settler.served(payment);
					}
				}, flowing::close);
	}

}
