package org.obol.gateway.ledger;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.obol.x402.AtomicAmount;
import org.obol.x402.PaymentId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What {@code PaymentLedger.find} reads of one payment. */
record LedgerRow(long id, int attempt, @Nullable AtomicAmount charge, PaymentState state, String fingerprint,
		@Nullable String transaction, @Nullable OffsetDateTime settledAt, boolean served, int deliveries,
		Optional<KeptAnswer> answer) {

	private static final String FIND = """
			select p.id, p.attempt, p.charge, p.state, p.fingerprint, p.transaction, p.settled_at, p.served_at, p.deliveries,
				a.status, a.headers, a.body
			from payment p left join payment_answer a on a.payment_id = p.id and a.expires_at > ?
			where p.network = ? and p.asset = ? and p.payer = ? and p.nonce = ?""";

	static Optional<LedgerRow> find(JdbcClient jdbc, PaymentId id, OffsetDateTime now) {
		return jdbc.sql(FIND)
			.params(now, id.network().caip2(), id.asset(), id.payer(), id.nonce())
			.query((row, ignored) -> of(row))
			.optional();
	}

	static LedgerRow of(ResultSet row) throws SQLException {
		return new LedgerRow(row.getLong("id"), row.getInt("attempt"), chargeOf(row),
				PaymentState.valueOf(row.getString("state")), row.getString("fingerprint"),
				row.getString("transaction"), row.getObject("settled_at", OffsetDateTime.class),
				row.getObject("served_at") != null, row.getInt("deliveries"), answerOf(row));
	}

	private static @Nullable AtomicAmount chargeOf(ResultSet row) throws SQLException {
		BigDecimal charge = row.getBigDecimal("charge");
		return (charge != null) ? new AtomicAmount(charge.toBigIntegerExact()) : null;
	}

	private static Optional<KeptAnswer> answerOf(ResultSet row) throws SQLException {
		byte[] body = row.getBytes("body");
		if (body == null) {
			return Optional.empty();
		}
		return Optional.of(new KeptAnswer(row.getInt("status"), HeaderText.read(row.getString("headers")), body));
	}

	/** Whether whoever sends it again may take it: nothing was charged for it. */
	boolean isFree() {
		return this.state == PaymentState.RELEASED || this.state == PaymentState.REJECTED;
	}

	Reservation toReservation(Claim claim, OffsetDateTime now, LedgerProperties properties) {
		return switch (this.state) {
			case RESERVED, VERIFIED, EXECUTED, SETTLING, RELEASED, REJECTED -> new Reservation.Busy();
			case UNKNOWN -> claim.fingerprint().equals(this.fingerprint)
					? new Reservation.Unresolved(new Attempt(this.id, this.attempt, claim.id().nonce()),
							this.transaction, this.charge)
					: new Reservation.Misused();
			case SETTLED ->
				claim.fingerprint().equals(this.fingerprint) ? paid(now, properties) : new Reservation.Misused();
		};
	}

	private Reservation paid(OffsetDateTime now, LedgerProperties properties) {
		boolean recent = this.settledAt != null && this.settledAt.plus(properties.goodFor()).isAfter(now);
		boolean good = !this.served && recent && this.deliveries < properties.deliveries();
		return new Reservation.Paid(this.id, Objects.requireNonNullElse(this.transaction, ""), this.answer, good,
				this.charge);
	}

}
