package org.obol.gateway.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The answers that are kept for repeats, once {@code SETTLING} has put them there. */
final class KeptAnswers {

	private final JdbcClient jdbc;

	private final LedgerProperties properties;

	KeptAnswers(JdbcClient jdbc, LedgerProperties properties) {
		this.jdbc = jdbc;
		this.properties = properties;
	}

	/**
	 * Sets columns {@code status int[], headers text[], body bytea[]} of a statement that
	 * keeps answers; returns the number of the parameter after them.
	 */
	static <T> int set(PreparedStatement statement, int first, List<T> rows, Function<T, @Nullable KeptAnswer> answer)
			throws SQLException {
		List<Optional<KeptAnswer>> answers = rows.stream().map(answer).map(Optional::ofNullable).toList();
		ClaimColumns.set(statement, first, "int", answers, (each) -> each.map(KeptAnswer::status).orElse(null),
				Integer[]::new);
		ClaimColumns.set(statement, first + 1, "text", answers,
				(each) -> each.map(KeptAnswer::headers).map(HeaderText::write).orElse(null), String[]::new);
		ClaimColumns.set(statement, first + 2, "bytea", answers, (each) -> each.map(KeptAnswer::body).orElse(null),
				byte[][]::new);
		return first + 3;
	}

	/** Whether an answer is small enough to be kept. */
	boolean keeps(KeptAnswer answer) {
		return answer.body().length <= this.properties.answerMaxSize().toBytes();
	}

	/** Nothing was charged for it. */
	void forget(long payment) {
		this.jdbc.sql("delete from payment_answer where payment_id = ?").params(payment).update();
	}

	/** What nobody can have any more must not count as there. */
	void forgetIfOver(long payment, OffsetDateTime now) {
		this.jdbc.sql("delete from payment_answer where payment_id = ? and expires_at <= ?")
			.params(payment, now)
			.update();
	}

	/** Keeps it for its full time from now on. */
	void keep(long payment, OffsetDateTime now) {
		this.jdbc.sql("update payment_answer set expires_at = ? where payment_id = ?")
			.params(now.plus(this.properties.answerTtl()), payment)
			.update();
	}

}
