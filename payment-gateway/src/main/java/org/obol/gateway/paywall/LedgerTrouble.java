package org.obol.gateway.paywall;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;

/**
 * Logs what the ledger's database has against a call. While it is away every call meets
 * the same, so it is told in a line now and then, with the number of those in between.
 */
@Component
class LedgerTrouble {

	private static final Logger log = LoggerFactory.getLogger(LedgerTrouble.class);

	private static final Duration QUIET = Duration.ofSeconds(10);

	private final LongSupplier nanos;

	/** By kind of trouble, of which there are as many as there are classes. */
	private final Map<String, Told> told = new ConcurrentHashMap<>();

	@Autowired
	LedgerTrouble() {
		this(System::nanoTime);
	}

	LedgerTrouble(LongSupplier nanos) {
		this.nanos = nanos;
	}

	/**
	 * Tells of it, unless the same was told a moment ago.
	 * @param what what did not happen
	 * @param ex why
	 */
	void tell(String what, DataAccessException ex) {
		long now = this.nanos.getAsLong();
		Told next = this.told.compute(ex.getClass().getName(),
				(kind, last) -> (last == null) ? new Told(now, 0, true) : last.again(now));
		if (!next.aloud) {
			return;
		}
		String more = (next.since == 0) ? "" : " (and " + next.since + " times since this was told last)";
		if (isAway(ex)) {
			log.error("{}: {}{}", what, NestedExceptionUtils.getMostSpecificCause(ex).toString(), more);
		}
		else {
			// The database is there and refuses: that is for somebody to look into.
			log.error("{}{}", what, more, ex);
		}
	}

	private static boolean isAway(DataAccessException ex) {
		return ex instanceof NonTransientDataAccessResourceException || ex instanceof TransientDataAccessException
				|| ex instanceof RecoverableDataAccessException;
	}

	/**
	 * When something was told, and what became of it since.
	 *
	 * @param at when it was told last
	 * @param since how often it happened since then, or before it was told now
	 * @param aloud whether it is to be told now
	 */
	private record Told(long at, int since, boolean aloud) {

		Told again(long now) {
			int count = this.aloud ? 0 : this.since;
			return (now - this.at >= QUIET.toNanos()) ? new Told(now, count, true)
					: new Told(this.at, count + 1, false);
		}

	}

}
