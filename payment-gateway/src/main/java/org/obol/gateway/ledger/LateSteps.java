package org.obol.gateway.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The first step of a payment that was granted in memory ({@link Unwritten}): it is
 * written as reserved, or at once as settling.
 */
@Component
class LateSteps implements AutoCloseable {

	/** Each step has its own. */
	static final int WRITERS = 2;

	/** Younger calls may be over without it. */
	private static final Duration PATIENCE = Duration.ofMillis(50);

	private static final Duration LOOK = Duration.ofMillis(25);

	private static final String RESERVE = """
			insert into payment as p (id, state, holder, reserved_at, changed_at, %s) overriding system value
			select c.id, 'RESERVED', ?, c.reserved_at::timestamptz, ?, %s
			from unnest(?::bigint[], ?::text[], %s) as c (id, reserved_at, %s), %s
			on conflict on constraint payment_once do nothing returning p.id""".formatted(ClaimColumns.NAMES,
			ClaimColumns.SELECTED, ClaimColumns.PARAMETERS, ClaimColumns.NAMES, LedgerSteps.SOON);

	private static final String SETTLE = """
			with c as (select * from unnest(?::bigint[], ?::text[], ?::int[], ?::text[], ?::bytea[], %s)
				as c (id, reserved_at, status, headers, body, %s)),
			settling as (insert into payment as p (id, state, holder, reserved_at, settling_at, changed_at, %s)
				overriding system value
				select c.id, 'SETTLING', ?, c.reserved_at::timestamptz, ?, ?, %s from c
				on conflict on constraint payment_once do nothing returning p.id),
			kept as (insert into payment_answer (payment_id, status, headers, body, expires_at)
				select c.id, c.status, c.headers, c.body, ? from c join settling using (id) where c.body is not null)
			select id from settling""".formatted(ClaimColumns.PARAMETERS, ClaimColumns.NAMES, ClaimColumns.NAMES,
			ClaimColumns.SELECTED);

	private final LedgerProperties properties;

	private final Clock clock;

	private final UUID holder;

	/** In the order in which they were granted. */
	private final Queue<Unwritten> young = new ConcurrentLinkedQueue<>();

	private final ScheduledExecutorService ticker = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("ledger-grown-up").daemon().factory());

	private final GroupCommit<Unwritten, Boolean> reserve;

	private final GroupCommit<Settling, Boolean> settle;

	LateSteps(@Qualifier("stepConnectionPool") DataSource connections, LedgerProperties properties, Clock clock,
			GatewayInstance instance) {
		JdbcOperations jdbc = new JdbcTemplate(connections);
		this.properties = properties;
		this.clock = clock;
		this.holder = instance.id();
		this.reserve = new GroupCommit<>("reserve-late", jdbc, this::reserveAll);
		this.settle = new GroupCommit<>("settle-new", jdbc, this::settleAll);
		var _ = this.ticker.scheduleWithFixedDelay(this::reserveGrownUp, LOOK.toMillis(), LOOK.toMillis(),
				TimeUnit.MILLISECONDS);
	}

	/** Writes the reservation in a moment, unless the payment settles before that. */
	void reserveSoon(Unwritten unwritten) {
		this.young.add(unwritten);
	}

	private void reserveGrownUp() {
		Unwritten oldest = this.young.peek();
		while (oldest != null && oldest.isOlderThan(PATIENCE)) {
			this.young.remove();
			if (oldest.isInMemory()) {
				// Whoever needs it in the ledger hears of a failure then, and tries
				// again.
				var _ = this.reserve.start(oldest);
			}
			oldest = this.young.peek();
		}
	}

	/** Whether the ledger has the reservation now, as this attempt's. */
	boolean reserve(Unwritten unwritten) {
		return this.reserve.run(unwritten);
	}

	/** Whether the ledger has the payment now, in SETTLING, as this attempt's. */
	boolean settle(Unwritten unwritten, @Nullable KeptAnswer answer) {
		return this.settle.run(new Settling(unwritten, answer));
	}

	@Override
	public void close() {
		this.ticker.close();
		this.reserve.close();
		this.settle.close();
	}

	private List<Boolean> reserveAll(Connection connection, List<Unwritten> all) throws SQLException {
		Set<Unwritten> leaving = new LinkedHashSet<>(all);
		leaving.removeIf((each) -> !each.leaves());
		if (!leaving.isEmpty()) {
			try {
				Set<Long> arrived = write(connection, leaving);
				leaving.forEach((each) -> each.arrived(arrived.contains(each.attempt().payment())));
			}
			finally {
				leaving.forEach(Unwritten::returned);
			}
		}
		return all.stream().map(Unwritten::isInLedger).toList();
	}

	private Set<Long> write(Connection connection, Collection<Unwritten> all) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(RESERVE)) {
			statement.setObject(1, this.holder);
			statement.setObject(2, now());
			int next = setTaken(statement, 3, all);
			ClaimColumns.set(statement, next, all.stream().map(Unwritten::claim).toList());
			return ids(statement);
		}
	}

	private List<Boolean> settleAll(Connection connection, List<Settling> all) throws SQLException {
		List<Unwritten> payments = all.stream().map(Settling::unwritten).toList();
		try (PreparedStatement statement = connection.prepareStatement(SETTLE)) {
			OffsetDateTime now = now();
			int next = setTaken(statement, 1, payments);
			next = KeptAnswers.set(statement, next, all, Settling::answer);
			next = ClaimColumns.set(statement, next, payments.stream().map(Unwritten::claim).toList());
			statement.setObject(next++, this.holder);
			statement.setObject(next++, now);
			statement.setObject(next++, now);
			statement.setObject(next, now.plus(this.properties.answerTtl()));
			Set<Long> settling = ids(statement);
			return payments.stream().map((each) -> settling.contains(each.attempt().payment())).toList();
		}
	}

	private static int setTaken(PreparedStatement statement, int first, Collection<Unwritten> all) throws SQLException {
		ClaimColumns.set(statement, first, "bigint", all, (each) -> each.attempt().payment(), Long[]::new);
		ClaimColumns.set(statement, first + 1, "text", all, (each) -> each.takenAt().toString(), String[]::new);
		return first + 2;
	}

	private static Set<Long> ids(PreparedStatement statement) throws SQLException {
		Set<Long> ids = new HashSet<>();
		try (ResultSet rows = statement.executeQuery()) {
			while (rows.next()) {
				ids.add(rows.getLong(1));
			}
		}
		return ids;
	}

	private OffsetDateTime now() {
		return this.clock.instant().atOffset(ZoneOffset.UTC);
	}

	private record Settling(Unwritten unwritten, @Nullable KeptAnswer answer) {

	}

}
