package org.obol.gateway.admin;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A payment, as operators see it.
 *
 * @param id the ledger's number
 * @param state where it is
 * @param namespace the offer's namespace
 * @param offer the offer's name
 * @param network CAIP-2
 * @param asset the token's contract, lower-case
 * @param amount atomic units, decimal digits
 * @param charged what is charged of it, decimal digits; absent for all of it
 * @param payer who pays, lower-case
 * @param payTo who is paid
 * @param transaction the transaction's hash, once it is known
 * @param reason why it is where it is, for what is not settled; {@code found_later} for
 * what turned out to be settled
 * @param reservedAt when it came
 * @param settledAt when the money moved
 * @param servedAt when the buyer had the answer
 */
record PaymentView(long id, String state, String namespace, String offer, String network, String asset, String amount,
		@Nullable String charged, String payer, String payTo, @Nullable String transaction, @Nullable String reason,
		Instant reservedAt, @Nullable Instant settledAt, @Nullable Instant servedAt) {

	static PaymentView of(ResultSet row) throws SQLException {
		BigDecimal amount = row.getBigDecimal("amount");
		BigDecimal charged = row.getBigDecimal("charge");
		return new PaymentView(row.getLong("id"), row.getString("state"), row.getString("offer_namespace"),
				row.getString("offer_name"), row.getString("network"), row.getString("asset"),
				amount.toBigIntegerExact().toString(),
				(charged != null) ? charged.toBigIntegerExact().toString() : null, row.getString("payer"),
				row.getString("pay_to"), row.getString("transaction"), row.getString("reason"),
				row.getObject("reserved_at", OffsetDateTime.class).toInstant(), time(row, "settled_at"),
				time(row, "served_at"));
	}

	private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
		OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
		return (time != null) ? time.toInstant() : null;
	}

}
