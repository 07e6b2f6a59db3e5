package org.obol.gateway.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Remembers of payments that were settled whether the buyer has the answer. Blocking, and
 * throws Spring's {@code DataAccessException} when the database is away.
 */
public final class Deliveries {

	/** A settlement that takes less of an answer's time does not count. */
	private static final int PART_OF_KEEPING = 10;

	private final JdbcClient jdbc;

	private final LedgerProperties properties;

	private final Clock clock;

	Deliveries(JdbcClient jdbc, LedgerProperties properties, Clock clock) {
		this.jdbc = jdbc;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Takes one of the deliveries that a settled but unserved payment has left.
	 * @param payment the ledger's number
	 * @return false when there is none
	 */
	public boolean again(long payment) {
		return this.jdbc
			.sql("update payment set deliveries = deliveries + 1, changed_at = ? "
					+ "where id = ? and state = 'SETTLED' and served_at is null and deliveries < ?")
			.params(now(), payment, this.properties.deliveries())
			.update() == 1;
	}

	/**
	 * The buyer has the whole answer.
	 * @param payment the ledger's number
	 */
	public void served(long payment) {
		OffsetDateTime now = now();
		this.jdbc.sql("update payment set served_at = ?, changed_at = ? where id = ? and served_at is null")
			.params(now, now, payment)
			.update();
	}

	/**
	 * Tells whether a settlement took so long that its answer, which was put aside before
	 * it, is not kept as long as was promised.
	 * @param took how long it took
	 * @return true for more than a tenth of that time
	 */
	public boolean isLate(Duration took) {
		return took.multipliedBy(PART_OF_KEEPING).compareTo(this.properties.answerTtl()) > 0;
	}

	private OffsetDateTime now() {
		return this.clock.instant().atOffset(ZoneOffset.UTC);
	}

}
