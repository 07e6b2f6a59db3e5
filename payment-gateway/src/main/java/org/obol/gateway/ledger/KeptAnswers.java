package org.obol.gateway.ledger;

import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The answers that are kept for repeats, once {@code SETTLING} has put them there. */
final class KeptAnswers {

	private final JdbcClient jdbc;

	private final LedgerProperties properties;

	KeptAnswers(JdbcClient jdbc, LedgerProperties properties) {
		this.jdbc = jdbc;
		this.properties = properties;
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
