package org.obol.gateway.paywall;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.obol.gateway.ledger.Claim;
import org.obol.gateway.ledger.KeptAnswer;
import org.obol.gateway.ledger.PaymentLedger;
import org.obol.gateway.metrics.OfferMeters;
import org.obol.gateway.metrics.PaymentMeters;
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

	private final PaymentMeters meters;

	private final Clock clock;

	Settler(Facilitator facilitator, SettlementLookup chain, PaymentLedger ledger, PaymentMeters meters, Clock clock) {
		this.facilitator = facilitator;
		this.chain = chain;
		this.ledger = ledger;
		this.meters = meters;
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
	 * @param payment the ledger's number
	 * @param answer what the buyer will get, if it can be kept
	 * @return the outcome; the ledger knows it already
	 */
	Outcome settle(Sale sale, long payment, @Nullable KeptAnswer answer) {
		this.ledger.settling(payment, answer);
		return ask(sale, payment);
	}

	/**
	 * Takes up a payment whose settlement nobody saw the end of, now that the buyer has
	 * sent it again. Settling again is safe, because the chain takes a nonce once.
	 * @param sale the call and its payment
	 * @param payment the ledger's number
	 * @param transaction the transaction's hash, if known
	 * @return the outcome
	 */
	Outcome resume(Sale sale, long payment, @Nullable String transaction) {
		Outcome outcome = resolve(sale.claim(), payment, transaction);
		if (!(outcome instanceof Outcome.Open)) {
			return outcome;
		}
		if (!this.ledger.retrySettlement(payment)) {
			return outcome;
		}
		try {
			return ask(sale, payment);
		}
		finally {
			this.ledger.letGo(payment);
		}
	}

	/**
	 * Asks the chain about a payment that the ledger has as unknown.
	 * @param claim the payment
	 * @param payment the ledger's number
	 * @param transaction the transaction's hash, if known
	 * @return the outcome
	 */
	public Outcome resolve(Claim claim, long payment, @Nullable String transaction) {
		return switch (this.chain.find(claim, transaction)) {
			case SettlementLookup.Fate.Moved(String found) -> {
				this.ledger.settled(payment, found);
				yield new Outcome.Paid(found);
			}
			case SettlementLookup.Fate.Lost ignored -> {
				this.ledger.released(payment, "nonce_used_elsewhere");
				yield new Outcome.NotPaid("nonce_used_elsewhere");
			}
			case SettlementLookup.Fate.Unused ignored when isOver(claim) -> {
				this.ledger.released(payment, "payment_expired");
				yield new Outcome.NotPaid("payment_expired");
			}
			case SettlementLookup.Fate.Unused ignored -> new Outcome.Open((transaction != null) ? transaction : "");
			case SettlementLookup.Fate.Unclear ignored -> new Outcome.Open((transaction != null) ? transaction : "");
		};
	}

	private Outcome ask(Sale sale, long payment) {
		OfferMeters counters = this.meters.of(sale.call().route());
		long begin = System.nanoTime();
		Settlement settlement = settlement(sale);
		counters.settled(Duration.ofNanos(System.nanoTime() - begin));
		return switch (settlement) {
			case Settlement.Settled settled -> {
				counters.charged();
				yield paid(payment, settled.transaction());
			}
			case Settlement.Failed failed when mayHaveMoved(failed.reason()) ->
				doubtful(sale, payment, failed.reason(), failed.detail(), failed.transaction());
			case Settlement.Failed failed -> {
				counters.failed("settlement_rejected");
				log.info("Payment {} was not settled: {} {}", payment, failed.reason().wire(), failed.detail());
				tell(payment, () -> this.ledger.rejected(payment, failed.reason().wire()));
				yield new Outcome.NotPaid(failed.reason().wire());
			}
			case Settlement.Unknown unknown ->
				doubtful(sale, payment, unknown.reason(), unknown.detail(), unknown.transaction());
		};
	}

	private Outcome paid(long payment, String transaction) {
		tell(payment, () -> this.ledger.settled(payment, transaction));
		return new Outcome.Paid(transaction);
	}

	private Settlement settlement(Sale sale) {
		try {
			return this.facilitator.settle(sale.payment(), sale.offer());
		}
		catch (RuntimeException ex) {
			log.error("The facilitator broke while settling", ex);
			return new Settlement.Unknown(ErrorReason.UNEXPECTED_SETTLE_ERROR, ex.toString(), null);
		}
	}

	/**
	 * From here on the chain knows more than the ledger; recovery asks it about what
	 * could not be told.
	 */
	private static void tell(long payment, Runnable update) {
		try {
			update.run();
		}
		catch (DataAccessException ex) {
			log.error("The ledger could not be told what became of payment {}", payment, ex);
		}
	}

	private Outcome doubtful(Sale sale, long payment, ErrorReason reason, @Nullable String detail,
			@Nullable String transaction) {
		this.meters.of(sale.call().route()).failed("settlement_unknown");
		log.warn("The settlement of payment {} is unknown: {} {}", payment, reason.wire(), detail);
		try {
			this.ledger.unknown(payment, reason.wire(), transaction);
			return resolve(sale.claim(), payment, transaction);
		}
		catch (DataAccessException ex) {
			log.error("The ledger could not be told that payment {} is unknown", payment, ex);
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
