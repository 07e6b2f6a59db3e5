package org.obol.gateway.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.obol.x402.Network;
import org.obol.x402.PaymentId;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The three steps that every sold call takes: reserve, settling, settled. Calls that take
 * the same step at the same time take it together.
 */
@Component
class LedgerSteps implements AutoCloseable {

	/** Each step has its own. */
	static final int WRITERS = 3;

	/**
	 * What a step that can be lost in a crash of the database is told with: it is there
	 * for everybody at once, and on the disk a moment later.
	 */
	static final String SOON = "(select set_config('synchronous_commit', 'off', true)) as soon";

	// Lost in a crash of the database, it is as if the payment had never come: the call
	// that runs for it finds nothing to settle.
	private static final String RESERVE = """
			insert into payment as p (state, holder, reserved_at, changed_at, %s)
			select 'RESERVED', ?, ?, ?, %s from unnest(%s) as c (%s), %s
			on conflict on constraint payment_once do update set state = 'RESERVED', attempt = p.attempt + 1,
				holder = excluded.holder, x402_version = excluded.x402_version, scheme = excluded.scheme,
				offer_namespace = excluded.offer_namespace, offer_name = excluded.offer_name,
				amount = excluded.amount, pay_to = excluded.pay_to, fingerprint = excluded.fingerprint,
				valid_before = excluded.valid_before, reason = null, transaction = null,
				reserved_at = excluded.reserved_at, settling_at = null, changed_at = excluded.changed_at
			where p.state in ('RELEASED', 'REJECTED')
			returning p.id, p.network, p.asset, p.payer, p.nonce, p.attempt""".formatted(ClaimColumns.NAMES,
			ClaimColumns.SELECTED, ClaimColumns.PARAMETERS, ClaimColumns.NAMES, SOON);

	// Ours only: who was taken for dead wakes up to find its payment with another
	// gateway, or with another call here. An earlier attempt may have left an answer that
	// was never given out.
	private static final String SETTLING = """
			with c as (select * from unnest(?::bigint[], ?::int[], ?::text[], ?::int[], ?::text[], ?::bytea[])
				as c (id, attempt, nonce, status, headers, body)),
			moved as (update payment p set state = 'SETTLING', settling_at = ?, changed_at = ? from c
				where p.id = c.id and p.attempt = c.attempt and p.nonce = c.nonce and p.holder = ?
				and p.state in ('RESERVED', 'VERIFIED', 'EXECUTED') returning p.id, p.attempt, p.nonce),
			kept as (insert into payment_answer (payment_id, status, headers, body, expires_at)
				select c.id, c.status, c.headers, c.body, ? from c join moved using (id, attempt, nonce) where c.body is not null
				on conflict (payment_id) do update set status = excluded.status, headers = excluded.headers,
				body = excluded.body, expires_at = excluded.expires_at)%s
			select id, attempt, nonce from moved""";

	private static final String SETTLING_KEEPING_ALL = SETTLING.formatted("");

	private static final String SETTLING_KEEPING_SOME = SETTLING.formatted("""
			,
			gone as (delete from payment_answer a using c join moved using (id, attempt, nonce)
				where a.payment_id = c.id and c.body is null)""");

	private static final String SETTLED = """
			update payment p set state = 'SETTLED', transaction = c.transaction, settled_at = ?, changed_at = ?,
				reason = null, deliveries = 1, served_at = %s
			from unnest(?::bigint[], ?::text[]) as c (id, transaction)%s
			where p.id = c.id and p.state <> 'SETTLED'""";

	/** Who has the answer kept is served: whoever paid can have it again. */
	private static final String IF_KEPT = "(select ?::timestamptz from payment_answer where payment_id = p.id)";

	private static final String SETTLED_FOR_GOOD = SETTLED.formatted(IF_KEPT, "");

	// Lost in a crash of the database, the payment is where it was before, and the chain
	// tells recovery.
	private static final String SETTLED_ON_CHAIN = SETTLED.formatted(IF_KEPT, ", " + SOON);

	private static final String SETTLED_AND_KEPT = SETTLED.formatted("?", ", " + SOON);

	/** How long what nobody waits for may stay, for others to go with it. */
	private static final Duration PATIENCE = Duration.ofMillis(50);

	private final LedgerProperties properties;

	private final Clock clock;

	private final UUID holder;

	private final GroupCommit<Claim, Optional<Attempt>> reserve;

	private final GroupCommit<Settling, Boolean> settling;

	private final GroupCommit<Settled, Boolean> settled;

	LedgerSteps(@Qualifier("stepConnectionPool") DataSource connections, LedgerProperties properties, Clock clock,
			GatewayInstance instance) {
		JdbcOperations jdbc = new JdbcTemplate(connections);
		this.properties = properties;
		this.clock = clock;
		this.holder = instance.id();
		this.reserve = new GroupCommit<>("reserve", jdbc, this::reserveAll);
		this.settling = new GroupCommit<>("settling", jdbc, this::settlingAll);
		this.settled = new GroupCommit<>("settled", jdbc, this::settledAll, PATIENCE);
	}

	/** The right to the payment, if it is ours now. */
	CompletableFuture<Optional<Attempt>> reserve(Claim claim) {
		return this.reserve.start(claim);
	}

	void settling(Attempt attempt, @Nullable KeptAnswer answer) {
		if (!this.settling.run(new Settling(attempt, answer))) {
			throw new DataIntegrityViolationException("payment " + attempt + " is not this gateway's to settle");
		}
	}

	void settled(long payment, String transaction, Proof proof) {
		this.settled.run(new Settled(payment, transaction, proof));
	}

	/** As {@link #settled}, in a moment, of a payment whose answer is kept. */
	CompletableFuture<?> settledSoon(long payment, String transaction) {
		return this.settled.soon(new Settled(payment, transaction, Proof.CHAIN_AND_ANSWER));
	}

	/** What was to be settled soon is settled now. */
	void hurry() {
		this.settled.hurry();
	}

	@Override
	public void close() {
		this.reserve.close();
		this.settling.close();
		this.settled.close();
	}

	private List<Optional<Attempt>> reserveAll(Connection connection, List<Claim> claims) throws SQLException {
		// A statement may touch a row once, and of two copies one can be granted anyway.
		Map<PaymentId, Claim> once = new LinkedHashMap<>();
		claims.forEach((claim) -> once.putIfAbsent(claim.id(), claim));
		Map<PaymentId, Attempt> granted = new HashMap<>();
		try (PreparedStatement statement = connection.prepareStatement(RESERVE)) {
			OffsetDateTime now = now();
			statement.setObject(1, this.holder);
			statement.setObject(2, now);
			statement.setObject(3, now);
			ClaimColumns.set(statement, 4, once.values());
			try (ResultSet rows = statement.executeQuery()) {
				while (rows.next()) {
					granted.put(
							new PaymentId(new Network(rows.getString(2)), rows.getString(3), rows.getString(4),
									rows.getString(5)),
							new Attempt(rows.getLong(1), rows.getInt(6), rows.getString(5)));
				}
			}
		}
		List<Optional<Attempt>> results = new ArrayList<>(claims.size());
		// The first copy takes it; the next one finds it taken.
		claims.forEach((claim) -> results.add(Optional.ofNullable(granted.remove(claim.id()))));
		return results;
	}

	private List<Boolean> settlingAll(Connection connection, List<Settling> all) throws SQLException {
		Set<Attempt> moved = new HashSet<>();
		String update = all.stream().allMatch((each) -> each.answer != null) ? SETTLING_KEEPING_ALL
				: SETTLING_KEEPING_SOME;
		try (PreparedStatement statement = connection.prepareStatement(update)) {
			OffsetDateTime now = now();
			ClaimColumns.set(statement, 1, "bigint", all, (each) -> each.attempt.payment(), Long[]::new);
			ClaimColumns.set(statement, 2, "int", all, (each) -> each.attempt.number(), Integer[]::new);
			ClaimColumns.set(statement, 3, "text", all, (each) -> each.attempt.nonce(), String[]::new);
			KeptAnswers.set(statement, 4, all, Settling::answer);
			statement.setObject(7, now);
			statement.setObject(8, now);
			statement.setObject(9, this.holder);
			statement.setObject(10, now.plus(this.properties.answerTtl()));
			try (ResultSet rows = statement.executeQuery()) {
				while (rows.next()) {
					moved.add(new Attempt(rows.getLong(1), rows.getInt(2), rows.getString(3)));
				}
			}
		}
		return all.stream().map((each) -> moved.contains(each.attempt)).toList();
	}

	private List<Boolean> settledAll(Connection connection, List<Settled> all) throws SQLException {
		String update = switch (all.stream().map(Settled::proof).min(Comparator.naturalOrder()).orElseThrow()) {
			case LEDGER -> SETTLED_FOR_GOOD;
			case CHAIN -> SETTLED_ON_CHAIN;
			case CHAIN_AND_ANSWER -> SETTLED_AND_KEPT;
		};
		try (PreparedStatement statement = connection.prepareStatement(update)) {
			OffsetDateTime now = now();
			statement.setObject(1, now);
			statement.setObject(2, now);
			statement.setObject(3, now);
			ClaimColumns.set(statement, 4, "bigint", all, Settled::payment, Long[]::new);
			ClaimColumns.set(statement, 5, "text", all, Settled::transaction, String[]::new);
			statement.executeUpdate();
		}
		return all.stream().map((ignored) -> Boolean.TRUE).toList();
	}

	private OffsetDateTime now() {
		return this.clock.instant().atOffset(ZoneOffset.UTC);
	}

	private record Settling(Attempt attempt, @Nullable KeptAnswer answer) {

	}

	/** What is left of a settlement if the database forgets it, the least first. */
	enum Proof {

		/** Nothing. */
		LEDGER,

		/** The transfer. */
		CHAIN,

		/** The transfer, and the answer, which the ledger has had since before it. */
		CHAIN_AND_ANSWER

	}

	private record Settled(long payment, String transaction, Proof proof) {

	}

}
