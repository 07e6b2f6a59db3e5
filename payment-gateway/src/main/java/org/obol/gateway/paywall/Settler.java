package org.obol.gateway.paywall;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.obol.gateway.ledger.Attempt;
import org.obol.gateway.ledger.Claim;
import org.obol.gateway.ledger.KeptAnswer;
import org.obol.gateway.ledger.PaymentLedger;
import org.obol.gateway.metrics.OfferMeters;
import org.obol.x402.ErrorReason;
import org.obol.x402.facilitator.Facilitator;
import org.obol.x402.facilitator.Settlement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Moves the money, and finds out whether it moved. The ledger is told before and after
 * each step, so that whatever breaks, somebody can finish.
 */
@Component
public class Settler {

	private static final Logger log = LoggerFactory.getLogger(Settler.class);

	// A transaction that was sent in time may be mined a little later.
	private static final Duration AFTER_EXPIRY = Duration.ofMinutes(2);

	private final Facilitator facilitator;

	private final SettlementLookup chain;

	private final PaymentLedger ledger;

	private final Takings takings;

	private final Clock clock;

	private final LedgerTrouble trouble;

	Settler(Facilitator facilitator, SettlementLookup chain, PaymentLedger ledger, Takings takings, Clock clock,
			LedgerTrouble trouble) {
		this.trouble = trouble;
		this.facilitator = facilitator;
		this.chain = chain;
		this.ledger = ledger;
		this.takings = takings;
		this.clock = clock;
	}

	/** What became of a payment. */
	sealed interface Outcome {

		/**
		 * The money moved.
		 *
		 * @param transaction the transaction's hash; empty when it could not be found
		 */
		record Paid(String transaction) implements Outcome {

		}

		/**
		 * It did not, and will not.
		 *
		 * @param code why
		 */
		record NotPaid(String code) implements Outcome {

		}

		/**
		 * Nobody can tell yet.
		 *
		 * @param transaction the transaction's hash; empty when not known
		 */
		record Open(String transaction) implements Outcome {

		}

	}

	/**
	 * Settles a payment whose call was answered.
	 * @param sale the call and its payment
	 * @param attempt the attempt at it
	 * @param answer what the buyer will get, if it can be kept
	 * @return the outcome; the ledger knows it already
	 */
	Outcome settle(Sale sale, Attempt attempt, @Nullable KeptAnswer answer) {
		this.ledger.settling(attempt, answer);
		if (sale.offer().amount().isZero()) {
			// Nothing to move, so nobody needs to be asked.
			this.ledger.settled(attempt.payment(), "");
			return new Outcome.Paid("");
		}
		return ask(sale, attempt, answer != null);
	}

	/**
	 * Takes up a payment whose settlement nobody saw the end of, now that the buyer has
	 * sent it again. Settling again is safe, because the chain takes a nonce once.
	 * @param sale the call and its payment
	 * @param attempt the attempt at it
	 * @param transaction the transaction's hash, if known
	 * @return the outcome
	 */
	Outcome resume(Sale sale, Attempt attempt, @Nullable String transaction) {
		Outcome outcome = resolve(sale.claim(), attempt, transaction);
		if (!(outcome instanceof Outcome.Open)) {
			return outcome;
		}
		Optional<Attempt> retry = this.ledger.retrySettlement(attempt);
		if (retry.isEmpty()) {
			return outcome;
		}
		try {
			return askAgain(sale, retry.get(), transaction);
		}
		finally {
			this.ledger.letGo(retry.get());
		}
	}

	/**
	 * Asks the chain about a payment that the ledger has as unknown.
	 * @param claim the payment
	 * @param attempt the attempt at it
	 * @param transaction the transaction's hash, if known
	 * @return the outcome
	 */
	public Outcome resolve(Claim claim, Attempt attempt, @Nullable String transaction) {
		return switch (this.chain.find(claim, transaction)) {
			case SettlementLookup.Fate.Moved(String found) -> {
				this.takings.settledAfterAll(claim, attempt, found);
				yield new Outcome.Paid(found);
			}
			case SettlementLookup.Fate.Lost ignored -> {
				this.ledger.released(attempt, "nonce_used_elsewhere");
				yield new Outcome.NotPaid("nonce_used_elsewhere");
			}
			case SettlementLookup.Fate.Unused ignored when isOver(claim) -> {
				this.ledger.released(attempt, "payment_expired");
				yield new Outcome.NotPaid("payment_expired");
			}
			case SettlementLookup.Fate.Unused ignored -> new Outcome.Open((transaction != null) ? transaction : "");
			case SettlementLookup.Fate.Unclear ignored -> new Outcome.Open((transaction != null) ? transaction : "");
		};
	}

	/**
	 * The buyer has the answer, whether or not the ledger hears of it.
	 * @param payment the ledger's number
	 */
	void served(long payment) {
		tell(payment, () -> this.ledger.deliveries().served(payment));
	}

	private Outcome ask(Sale sale, Attempt attempt, boolean kept) {
		Instant begin = this.clock.instant();
		return switch (settlement(sale)) {
			case Settlement.Settled settled when kept && this.ledger.deliveries().isLate(since(begin)) ->
				paid(sale, attempt, settled, () -> this.ledger.settledLate(attempt.payment(), settled.transaction()));
			case Settlement.Settled settled ->
				paid(sale, attempt, settled, () -> settled(sale, attempt, settled, kept));
			case Settlement.Failed failed when mayHaveMoved(failed.reason()) ->
				doubtful(sale, attempt, failed.reason(), failed.detail(), failed.transaction());
			case Settlement.Failed failed -> {
				counters(sale).failed("settlement_rejected");
				log.info("Payment {} was not settled: {} {}", attempt, failed.reason().wire(), failed.detail());
				tell(attempt, () -> this.ledger.rejected(attempt, failed.reason().wire()));
				yield new Outcome.NotPaid(failed.reason().wire());
			}
			case Settlement.Unknown unknown ->
				doubtful(sale, attempt, unknown.reason(), unknown.detail(), unknown.transaction());
		};
	}

	/**
	 * A no is about this try only: the transaction of an earlier one may still be on its
	 * way. Who was asked before the buyer's money moved may find too little of it now,
	 * and anybody can send the payment again with a signature of no worth. The chain
	 * alone ends what is unknown.
	 */
	private Outcome askAgain(Sale sale, Attempt attempt, @Nullable String sent) {
		return switch (settlement(sale)) {
			case Settlement.Settled settled -> {
				tell(attempt, () -> this.takings.settledAfterAll(sale.claim(), attempt, settled.transaction()));
				yield new Outcome.Paid(settled.transaction());
			}
			case Settlement.Failed failed -> doubtful(sale, attempt, failed.reason(), failed.detail(), sent);
			case Settlement.Unknown unknown -> doubtful(sale, attempt, unknown.reason(), unknown.detail(),
					(unknown.transaction() != null) ? unknown.transaction() : sent);
		};
	}

	private Outcome paid(Sale sale, Attempt attempt, Settlement.Settled settled, Runnable update) {
		this.takings.charged(sale);
		tell(attempt, update);
		return new Outcome.Paid(settled.transaction());
	}

	private void settled(Sale sale, Attempt attempt, Settlement.Settled settled, boolean kept) {
		String transaction = settled.transaction();
		if (!transaction.isEmpty() && this.chain.knows(sale.claim().id().network())) {
			this.ledger.settledOnChain(attempt, transaction, kept);
		}
		else {
			this.ledger.settled(attempt.payment(), transaction);
		}
	}

	private Duration since(Instant begin) {
		return Duration.between(begin, this.clock.instant());
	}

	private Settlement settlement(Sale sale) {
		long begin = System.nanoTime();
		try {
			return this.facilitator.settle(sale.payment(), sale.offer());
		}
		catch (RuntimeException ex) {
			log.error("The facilitator broke while settling", ex);
			return new Settlement.Unknown(ErrorReason.UNEXPECTED_SETTLE_ERROR, ex.toString(), null);
		}
		finally {
			counters(sale).settled(Duration.ofNanos(System.nanoTime() - begin));
		}
	}

	private OfferMeters counters(Sale sale) {
		return this.takings.of(sale);
	}

	/**
	 * From here on the chain knows more than the ledger; recovery asks it about what
	 * could not be told.
	 */
	private void tell(Object payment, Runnable update) {
		try {
			update.run();
		}
		catch (DataAccessException ex) {
			this.trouble.tell("The ledger could not be told what became of payment " + payment, ex);
		}
	}

	private Outcome doubtful(Sale sale, Attempt attempt, ErrorReason reason, @Nullable String detail,
			@Nullable String transaction) {
		counters(sale).failed("settlement_unknown");
		log.warn("The settlement of payment {} is unknown: {} {}", attempt, reason.wire(), detail);
		try {
			this.ledger.unknown(attempt, reason.wire(), transaction);
			return resolve(sale.claim(), attempt, transaction);
		}
		catch (DataAccessException ex) {
			this.trouble.tell("The ledger could not be told that payment " + attempt + " is unknown", ex);
			return new Outcome.Open((transaction != null) ? transaction : "");
		}
	}

	// Somebody else may have handed in the same signature (anyone can); the money is with
	// the seller then.
	private static boolean mayHaveMoved(ErrorReason reason) {
		return reason.wire().contains("nonce_already_used") || reason.wire().contains("invalid_nonce")
				|| reason.wire().equals("settlement_pending") || reason.wire().equals("duplicate_settlement");
	}

	private boolean isOver(Claim claim) {
		return this.clock.instant().isAfter(claim.validBefore().plus(AFTER_EXPIRY));
	}

}
