package org.obol.gateway.ledger;

import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Numbers for payments, taken from the ledger's sequence before there is a payment. Who
 * finds none does without: they are fetched meanwhile.
 */
final class PaymentNumbers {

	private static final Logger log = LoggerFactory.getLogger(PaymentNumbers.class);

	private static final int AT_ONCE = 100;

	private final JdbcClient jdbc;

	private final Queue<Long> numbers = new ConcurrentLinkedQueue<>();

	private final AtomicInteger left = new AtomicInteger();

	private final AtomicBoolean fetching = new AtomicBoolean();

	PaymentNumbers(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	OptionalLong next() {
		Long number = this.numbers.poll();
		int rest = (number != null) ? this.left.decrementAndGet() : 0;
		if (rest < AT_ONCE / 2 && this.fetching.compareAndSet(false, true)) {
			Thread.startVirtualThread(this::fetch);
		}
		return (number != null) ? OptionalLong.of(number) : OptionalLong.empty();
	}

	/** A database that was restored from a copy may give them again. */
	void forget() {
		this.numbers.clear();
		this.left.set(0);
	}

	/** Blocks until there are some, if the database has them. */
	void prepare() {
		if (this.numbers.isEmpty() && this.fetching.compareAndSet(false, true)) {
			fetch();
		}
	}

	private void fetch() {
		try {
			// A number stays taken if the database crashes: more of them are fetched than
			// it takes in advance itself, so that this waits for the disk.
			List<Long> more = this.jdbc.sql("select nextval('payment_id_seq') from generate_series(1, ?)")
				.params(AT_ONCE)
				.query((row, ignored) -> row.getLong(1))
				.list();
			this.numbers.addAll(more);
			this.left.addAndGet(more.size());
		}
		catch (DataAccessException ex) {
			log.debug("No numbers for payments: {}", ex.getMessage());
		}
		finally {
			this.fetching.set(false);
		}
	}

}
