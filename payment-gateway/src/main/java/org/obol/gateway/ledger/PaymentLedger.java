package org.obol.gateway.ledger;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.obol.gateway.ledger.LedgerSteps.Proof;
import org.obol.x402.AtomicAmount;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Remembers every authorization that was ever sent, so that it is used once. Blocking:
 * call it from virtual threads. Every method throws Spring's {@code DataAccessException}
 * when the database is away or refuses a transition.
 */
@Component
public class PaymentLedger {

	private static final Logger log = LoggerFactory.getLogger(PaymentLedger.class);

	private final JdbcClient jdbc;

	private final LedgerSteps steps;

	private final LedgerProperties properties;

	private final Clock clock;

	private final AttemptRows attempts;

	private final LateReservations late;

	private final Working working = new Working();

	private final Landing landing;

	private final KeptAnswers answers;

	private final Deliveries deliveries;

	PaymentLedger(JdbcClient jdbc, LedgerSteps steps, LateReservations late, LedgerProperties properties, Clock clock,
			GatewayInstance instance) {
		this.jdbc = jdbc;
		this.answers = new KeptAnswers(jdbc, properties);
		this.deliveries = new Deliveries(jdbc, properties, clock);
		this.steps = steps;
		this.late = late;
		this.properties = properties;
		this.clock = clock;
		this.landing = new Landing(steps::hurry);
		this.attempts = new AttemptRows(jdbc, clock, instance);
	}

	/**
	 * Takes the authorization, or says who has it. EIP-3009 puts the nonce on chain only
	 * at settlement, so this is what keeps two copies from both being served.
	 * @param claim what it is for
	 * @return the verdict
	 */
	public Reservation reserve(Claim claim) {
		return asked(claim).await();
	}

	/**
	 * As {@link #reserve} for a payment that was not shown to this process before,
	 * without waiting for the verdict yet. If this process alone sells, the payment is
	 * granted before the database knows of it; every step after that may throw
	 * {@link TakenElsewhereException} then.
	 * @param claim what it is for
	 * @param signedAt when it was signed, as far as its buyer keeps to the offer
	 * @return the verdict to come; it has to be looked at, since a payment that is
	 * granted has to be let go
	 */
	public Pending<Reservation> reserving(Claim claim, Instant signedAt) {
		Optional<Attempt> granted = this.late.take(claim, signedAt);
		if (granted.isPresent()) {
			Reservation reservation = taken(granted.get());
			return () -> reservation;
		}
		return asked(claim);
	}

	private Pending<Reservation> asked(Claim claim) {
		if (this.late.holds(claim.id())) {
			return Reservation.Busy::new;
		}
		// Ours from the moment that it is granted: recovery must not find it without an
		// owner.
		CompletableFuture<Optional<Reservation>> granted = this.steps.reserve(claim)
			.thenApply((attempt) -> attempt.map(this::taken));
		return () -> GroupCommit.await(granted).or(() -> find(claim)).orElseGet(Reservation.Busy::new);
	}

	/**
	 * In a crash the database may have forgotten that a call here has it already. That
	 * one goes on.
	 */
	private Reservation taken(Attempt attempt) {
		return this.working.take(attempt) ? new Reservation.Granted(attempt) : new Reservation.Busy();
	}

	/**
	 * The facilitator said that the payment could be settled. Nothing has to be durable
	 * for that: until {@link #settling}, recovery releases the payment either way.
	 * @param attempt the attempt that we hold
	 */
	public void verified(Attempt attempt) {
		this.working.verified(attempt);
	}

	/**
	 * Writes down which calls are verified and still running, for whoever looks on. Calls
	 * that are quicker than this are never seen in that state.
	 */
	public void noteProgress() {
		OffsetDateTime before = now();
		Long[] verified = this.working.toNote(Predicate.not(this.late::isUnwritten))
			.stream()
			.map(Attempt::payment)
			.toArray(Long[]::new);
		if (verified.length > 0) {
			this.attempts.verified(verified, before);
		}
	}

	/**
	 * Decides what is charged of a payment whose amount is a maximum.
	 * @param attempt the attempt that we hold
	 * @param charge atomic units, at most the payment's amount
	 * @throws DataIntegrityViolationException when the payment is not ours any more: it
	 * must not be settled then
	 */
	public void charging(Attempt attempt, AtomicAmount charge) {
		this.late.write(attempt);
		if (!this.attempts.charge(attempt, charge)) {
			throw new DataIntegrityViolationException("payment " + attempt + " is not this call's to charge");
		}
	}

	/**
	 * The facilitator is about to be asked to move the money. The answer goes in first:
	 * whatever happens from here on, a buyer who paid can have it.
	 * @param attempt the attempt that we hold
	 * @param answer the answer; absent when it streams, or is too big to keep
	 * @throws DataIntegrityViolationException when the payment is not ours any more: it
	 * must not be settled then
	 */
	public void settling(Attempt attempt, @Nullable KeptAnswer answer) {
		if (!this.late.settling(attempt, answer)) {
			this.steps.settling(attempt, answer);
		}
		// The ledger has it now, and says so to copies.
		this.late.letGo(attempt);
	}

	/**
	 * The money moved.
	 * @param payment the ledger's number
	 * @param transaction the transaction's hash; empty when it could not be found
	 */
	public void settled(long payment, String transaction) {
		this.steps.settled(payment, transaction, Proof.LEDGER);
	}

	/**
	 * The money moved on a chain that recovery can ask. In a crash of the database it may
	 * be lost, and is found again on the chain. When the answer is kept, nobody waits for
	 * it: it is written a moment later, and {@link #find} waits for that.
	 * @param attempt the attempt that we hold
	 * @param transaction the transaction's hash
	 * @param kept whether {@link #settling} kept the answer
	 */
	public void settledOnChain(Attempt attempt, String transaction, boolean kept) {
		if (kept) {
			this.landing.add(attempt, this.steps.settledSoon(attempt.payment(), transaction));
		}
		else {
			this.steps.settled(attempt.payment(), transaction, Proof.CHAIN);
		}
	}

	/** Waits until what was told before is in the database, or is left to recovery. */
	void awaitLanding() {
		this.landing.await();
	}

	/**
	 * The money turned out to have moved, perhaps long ago. The buyer, who was told to
	 * come back, finds the answer for its full time from now on; when that was over
	 * already, the payment is good for another one.
	 * @param payment the ledger's number
	 * @param transaction the transaction's hash; empty when it could not be found
	 */
	public void settledAfterAll(long payment, String transaction) {
		this.answers.forgetIfOver(payment, now());
		settledLate(payment, transaction);
	}

	/**
	 * The money moved, after a time that counts against that for which an answer is kept.
	 * The buyer has the answer now, and can have it again for its full time.
	 * @param payment the ledger's number
	 * @param transaction the transaction's hash; empty when it could not be found
	 */
	public void settledLate(long payment, String transaction) {
		this.answers.keep(payment, now());
		this.steps.settled(payment, transaction, Proof.LEDGER);
	}

	/**
	 * Nothing is charged: there was no answer worth it.
	 * @param attempt the attempt that we hold, or of a payment that is unknown
	 * @param reason a code
	 */
	public void released(Attempt attempt, String reason) {
		move(attempt, PaymentState.RELEASED, reason, null);
	}

	/**
	 * Nothing is charged: the payment is not good, as was found before anything was done
	 * for it.
	 * @param attempt the attempt that we hold
	 * @param reason a code
	 */
	public void invalid(Attempt attempt, String reason) {
		this.late.write(attempt);
		if (this.attempts.refuse(attempt, reason)) {
			this.answers.forget(attempt.payment());
		}
	}

	/**
	 * Nothing is charged: the facilitator did not settle it, and will not.
	 * @param attempt the attempt that we hold, or of a payment that is unknown
	 * @param reason a code
	 */
	public void rejected(Attempt attempt, String reason) {
		if (move(attempt, PaymentState.REJECTED, reason, null)) {
			this.answers.forget(attempt.payment());
		}
	}

	/**
	 * The money may have moved.
	 * @param attempt the attempt that we hold, or of a payment that is unknown
	 * @param reason a code
	 * @param transaction the transaction's hash, if known
	 */
	public void unknown(Attempt attempt, String reason, @Nullable String transaction) {
		move(attempt, PaymentState.UNKNOWN, reason, transaction);
	}

	/**
	 * Takes a payment whose settlement is unknown, to settle it once more.
	 * @param unknown the attempt whose end nobody saw
	 * @return the new attempt, which has to be let go; empty when somebody else was
	 * quicker
	 */
	public Optional<Attempt> retrySettlement(Attempt unknown) {
		Optional<Attempt> retry = this.attempts.retry(unknown);
		retry.ifPresent(this.working::take);
		return retry;
	}

	/**
	 * Gives a payment up because something broke on our side. Does nothing once the
	 * facilitator may have been asked to settle it.
	 * @param attempt the attempt that we hold
	 */
	public void abandon(Attempt attempt) {
		if (!this.late.isLost(attempt)) {
			this.late.write(attempt);
			this.attempts.abandon(attempt);
		}
	}

	/**
	 * Nobody in this process works on the payment any more, once its end is written; if
	 * it has none, it is recovery's.
	 * @param attempt the attempt that we held
	 */
	public void letGo(Attempt attempt) {
		this.late.letGo(attempt);
		this.landing.afterwards(attempt, () -> this.working.letGo(attempt));
	}

	/** What this process works on. */
	Set<Attempt> working() {
		return this.working.all();
	}

	/**
	 * Tells whether an answer is small enough to be kept for repeats.
	 * @param answer the answer
	 * @return true when {@link #settling} will keep it
	 */
	public boolean keeps(KeptAnswer answer) {
		return this.answers.keeps(answer);
	}

	/**
	 * What is known of the answers to payments that were settled.
	 * @return the same every time
	 */
	public Deliveries deliveries() {
		return this.deliveries;
	}

	/**
	 * Looks a payment up without taking it.
	 * @param claim what it is for
	 * @return what the ledger says to it; empty when it is unknown or free to take
	 */
	public Optional<Reservation> find(Claim claim) {
		if (this.late.holds(claim.id())) {
			return Optional.of(new Reservation.Busy());
		}
		this.landing.await(claim.id().nonce());
		OffsetDateTime now = now();
		return LedgerRow.find(this.jdbc, claim.id(), now)
			.filter((row) -> !row.isFree())
			.map((row) -> row.toReservation(claim, now, this.properties));
	}

	private boolean move(Attempt attempt, PaymentState state, String reason, @Nullable String transaction) {
		this.late.write(attempt);
		boolean moved = this.attempts.move(attempt, state, reason, transaction);
		if (!moved) {
			log.warn("Payment {} is not this call's any more and does not become {}", attempt, state);
		}
		return moved;
	}

	private OffsetDateTime now() {
		return Objects.requireNonNull(this.clock.instant()).atOffset(ZoneOffset.UTC);
	}

}
