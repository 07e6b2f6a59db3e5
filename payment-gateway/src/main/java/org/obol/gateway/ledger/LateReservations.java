package org.obol.gateway.ledger;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.obol.x402.PaymentId;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Grants payments without asking the database, as long as nobody but this process sells:
 * a payment that nobody has shown here can't be anybody else's then. It is in the ledger
 * a moment later, and in any case before it settles, where {@code payment_once} has the
 * last word (docs/decisions/0018). Blocking where it says so, and throws Spring's
 * {@code DataAccessException} there when the database is away.
 */
@Component
class LateReservations {

	private final LateSteps steps;

	private final LedgerProperties properties;

	private final Clock clock;

	private final PaymentNumbers numbers;

	private final Map<PaymentId, Unwritten> held = new ConcurrentHashMap<>();

	private final Map<Attempt, Unwritten> attempts = new ConcurrentHashMap<>();

	private volatile @Nullable Instant aloneSince;

	LateReservations(LateSteps steps, JdbcClient jdbc, LedgerProperties properties, Clock clock) {
		this.steps = steps;
		this.properties = properties;
		this.clock = clock;
		this.numbers = new PaymentNumbers(jdbc);
	}

	/** Whether this process alone sells, as far as the ledger knows. May block. */
	void alone(boolean alone) {
		if (!alone || !this.properties.lateReservations()) {
			this.aloneSince = null;
		}
		else if (this.aloneSince == null) {
			this.numbers.prepare();
			this.aloneSince = this.clock.instant();
		}
	}

	boolean isAlone() {
		return this.aloneSince != null;
	}

	/**
	 * Grants a payment that was not shown here before.
	 * @param claim what it is for
	 * @param signedAt when it was signed: what is older may have been shown to another
	 * process, or to an earlier one
	 * @return the attempt, which has to be let go; empty when the database has to be
	 * asked
	 */
	Optional<Attempt> take(Claim claim, Instant signedAt) {
		Instant since = this.aloneSince;
		if (since == null || !signedAt.isAfter(since)) {
			return Optional.empty();
		}
		OptionalLong number = this.numbers.next();
		if (number.isEmpty()) {
			return Optional.empty();
		}
		Attempt attempt = new Attempt(number.getAsLong(), 1, claim.id().nonce());
		Unwritten unwritten = new Unwritten(claim, attempt, this.clock.instant().atOffset(ZoneOffset.UTC));
		if (this.held.putIfAbsent(claim.id(), unwritten) != null) {
			return Optional.empty();
		}
		this.attempts.put(attempt, unwritten);
		this.steps.reserveSoon(unwritten);
		return Optional.of(attempt);
	}

	/** Whether a call here has the payment, of which the ledger may not know yet. */
	boolean holds(PaymentId id) {
		return this.held.containsKey(id);
	}

	/** Whether the ledger does not know the attempt yet. */
	boolean isUnwritten(Attempt attempt) {
		Unwritten unwritten = this.attempts.get(attempt);
		return unwritten != null && !unwritten.isInLedger();
	}

	/** Whether the payment turned out not to be the attempt's. */
	boolean isLost(Attempt attempt) {
		Unwritten unwritten = this.attempts.get(attempt);
		return unwritten != null && unwritten.isSomebodyElses();
	}

	/**
	 * Blocks until the ledger knows the attempt.
	 * @param attempt an attempt at a payment, granted here or by the database
	 * @throws TakenElsewhereException when the payment is not this attempt's
	 */
	void write(Attempt attempt) {
		Unwritten unwritten = this.attempts.get(attempt);
		if (unwritten == null || unwritten.isSettling() || unwritten.isInLedger()) {
			return;
		}
		try {
			if (!this.steps.reserve(unwritten) && !unwritten.isSettling()) {
				throw new TakenElsewhereException(attempt);
			}
		}
		catch (DataAccessException ex) {
			throw failed(ex);
		}
	}

	/**
	 * Writes an attempt that the ledger does not know as settling. Blocks.
	 * @param attempt the attempt
	 * @param answer what is kept of its answer
	 * @return false when the ledger knows the attempt, so that its row is to be changed
	 * @throws TakenElsewhereException when the payment is not this attempt's
	 */
	boolean settling(Attempt attempt, @Nullable KeptAnswer answer) {
		Unwritten unwritten = this.attempts.get(attempt);
		if (unwritten == null) {
			return false;
		}
		if (!unwritten.settles()) {
			write(attempt);
			return false;
		}
		try {
			if (!this.steps.settle(unwritten, answer)) {
				unwritten.arrived(false);
				throw new TakenElsewhereException(attempt);
			}
		}
		catch (DataAccessException ex) {
			throw failed(ex);
		}
		return true;
	}

	/** From here on the ledger says whose the payment is. */
	void letGo(Attempt attempt) {
		Unwritten unwritten = this.attempts.remove(attempt);
		if (unwritten != null) {
			this.held.remove(unwritten.claim().id(), unwritten);
		}
	}

	/**
	 * Calls to come ask the database first, until it says again that nobody else sells.
	 */
	private DataAccessException failed(DataAccessException ex) {
		this.aloneSince = null;
		this.numbers.forget();
		return ex;
	}

}
