package org.obol.gateway.ledger;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.obol.x402.AtomicAmount;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is written of single attempts, besides the steps that every call takes
 * ({@link LedgerSteps}). Each statement touches an attempt of this gateway, or one that
 * is unknown and so nobody's: one that was taken anew meanwhile, here or at another
 * gateway, is for the newer attempt to end.
 */
final class AttemptRows {

	private static final String IS_OURS = "id = ? and nonce = ? and attempt = ? and holder = ? ";

	private static final String NOT_SETTLING = "and state in ('RESERVED', 'VERIFIED', 'EXECUTED')";

	private final JdbcClient jdbc;

	private final Clock clock;

	private final UUID holder;

	AttemptRows(JdbcClient jdbc, Clock clock, GatewayInstance instance) {
		this.jdbc = jdbc;
		this.clock = clock;
		this.holder = instance.id();
	}

	/**
	 * Notes payments that are verified and worked on. Not what was released and taken
	 * anew since then, and nothing that waits.
	 */
	void verified(Long[] payments, OffsetDateTime before) {
		this.jdbc
			.sql("update payment set state = 'VERIFIED', changed_at = ? where id in (select id from payment "
					+ "where id = any(?) and holder = ? and state = 'RESERVED' and reserved_at < ? "
					+ "for update skip locked)")
			.params(before, payments, this.holder, before)
			.update();
	}

	boolean charge(Attempt attempt, AtomicAmount charge) {
		return this.jdbc
			.sql("update payment set charge = ?, changed_at = ? where " + IS_OURS + "and charge is null "
					+ NOT_SETTLING)
			.params(new BigDecimal(charge.value()), now(), attempt.payment(), attempt.nonce(), attempt.number(),
					this.holder)
			.update() == 1;
	}

	boolean refuse(Attempt attempt, String reason) {
		return this.jdbc
			.sql("update payment set state = 'REJECTED', reason = ?, changed_at = ? where " + IS_OURS
					+ "and state = 'RESERVED'")
			.params(reason, now(), attempt.payment(), attempt.nonce(), attempt.number(), this.holder)
			.update() == 1;
	}

	void abandon(Attempt attempt) {
		this.jdbc
			.sql("update payment set state = 'RELEASED', reason = 'gateway_failed', changed_at = ? where " + IS_OURS
					+ NOT_SETTLING)
			.params(now(), attempt.payment(), attempt.nonce(), attempt.number(), this.holder)
			.update();
	}

	/** Moves a payment that is ours, or that is nobody's because it is unknown. */
	boolean move(Attempt attempt, PaymentState state, String reason, @Nullable String transaction) {
		return this.jdbc
			.sql("update payment set state = ?, reason = ?, transaction = coalesce(?, transaction), changed_at = ? "
					+ "where id = ? and nonce = ? and attempt = ? and (holder = ? or state = 'UNKNOWN')")
			.param(state.name())
			.param(reason)
			.param(transaction)
			.param(now())
			.param(attempt.payment())
			.param(attempt.nonce())
			.param(attempt.number())
			.param(this.holder)
			.update() == 1;
	}

	/** The next attempt at an unknown payment; empty when somebody else has it. */
	Optional<Attempt> retry(Attempt unknown) {
		OffsetDateTime now = now();
		return this.jdbc
			.sql("update payment set state = 'SETTLING', attempt = attempt + 1, holder = ?, settling_at = ?, "
					+ "changed_at = ? where id = ? and nonce = ? and attempt = ? and state = 'UNKNOWN' "
					+ "returning attempt")
			.params(this.holder, now, now, unknown.payment(), unknown.nonce(), unknown.number())
			.query(Integer.class)
			.optional()
			.map((number) -> new Attempt(unknown.payment(), number, unknown.nonce()));
	}

	private OffsetDateTime now() {
		return this.clock.instant().atOffset(ZoneOffset.UTC);
	}

}
