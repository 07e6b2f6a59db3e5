package org.obol.gateway.admin;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.obol.admin.AdminException;
import org.obol.admin.Page;
import org.obol.admin.PageRequest;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the ledger for operators. */
final class PaymentReports {

	private static final int KEY_DIGITS = 19;

	private final JdbcClient jdbc;

	PaymentReports(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Payments, the newest first. */
	Page<PaymentView> payments(PaymentFilter filter, PageRequest page) {
		List<Object> values = new ArrayList<>();
		String where = where(filter, "reserved_at", values);
		String after = page.after();
		if (after != null) {
			where += " and id < ?";
			values.add(number(after));
		}
		values.add(page.limit() + 1);
		List<PaymentView> rows = this.jdbc.sql("select * from payment where " + where + " order by id desc limit ?")
			.params(values)
			.query((row, ignored) -> PaymentView.of(row))
			.list();
		if (rows.size() <= page.limit()) {
			return new Page<>(rows, null);
		}
		List<PaymentView> items = rows.subList(0, page.limit());
		return new Page<>(items, PageRequest.cursorAfter(String.valueOf(items.getLast().id())));
	}

	/** What was settled, by offer, asset and day, the newest day first. */
	List<EarningsView> earnings(PaymentFilter filter) {
		List<Object> values = new ArrayList<>();
		String where = where(filter, "settled_at", values);
		return this.jdbc
			.sql("select to_char(settled_at at time zone 'UTC', 'YYYY-MM-DD') as day, offer_namespace, offer_name, network, "
					+ "asset, count(*) as payments, sum(coalesce(charge, amount)) as amount from payment where state = 'SETTLED' and "
					+ where + " group by 1, 2, 3, 4, 5 order by 1 desc, 2, 3, 4, 5 limit 10000")
			.params(values)
			.query((row, ignored) -> new EarningsView(row.getString("day"), row.getString("offer_namespace"),
					row.getString("offer_name"), row.getString("network"), row.getString("asset"),
					row.getLong("payments"), row.getBigDecimal("amount").toBigIntegerExact().toString()))
			.list();
	}

	private static String where(PaymentFilter filter, String time, List<Object> values) {
		StringBuilder where = new StringBuilder("true");
		add(where, values, "offer_namespace = ?", filter.namespace());
		add(where, values, "offer_name = ?", filter.offer());
		add(where, values, "state = ?", (filter.state() != null) ? filter.state().name() : null);
		add(where, values, "payer = ?", filter.payer());
		Instant since = filter.since();
		add(where, values, time + " >= ?", (since != null) ? since.atOffset(ZoneOffset.UTC) : null);
		return where.toString();
	}

	private static void add(StringBuilder where, List<Object> values, String condition, @Nullable Object value) {
		if (value != null) {
			where.append(" and ").append(condition);
			values.add(value);
		}
	}

	private static long number(String key) {
		if (!key.matches("[0-9]{1," + (KEY_DIGITS - 1) + "}")) {
			throw new AdminException(HttpStatus.BAD_REQUEST, "invalid_parameter",
					"cursor must be the nextCursor of an earlier page", "cursor");
		}
		return Long.parseLong(key);
	}

}
