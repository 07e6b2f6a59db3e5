package org.obol.gateway.ledger;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.obol.x402.Network;
import org.obol.x402.PaymentId;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/**
 * The three steps that every sold call takes: reserve, settling, settled. Calls that take
 * the same step at the same time take it together.
 */
@Component
class LedgerSteps implements AutoCloseable {

	private static final String RESERVE = """
			insert into payment as p (network, asset, payer, nonce, state, holder, x402_version, scheme, offer_namespace,
				offer_name, amount, pay_to, fingerprint, valid_before, reserved_at, changed_at)
			select c.network, c.asset, c.payer, c.nonce, 'RESERVED', ?, c.version::smallint, c.scheme, c.namespace,
				c.name, c.amount::numeric, c.pay_to, c.fingerprint, c.valid_before::timestamptz, ?, ?
			from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
				?::text[], ?::text[], ?::text[]) as c (network, asset, payer, nonce, version, scheme, namespace, name,
				amount, pay_to, fingerprint, valid_before)
			on conflict on constraint payment_once do update set state = 'RESERVED', attempt = p.attempt + 1,
				holder = excluded.holder, x402_version = excluded.x402_version, scheme = excluded.scheme,
				offer_namespace = excluded.offer_namespace, offer_name = excluded.offer_name,
				amount = excluded.amount, pay_to = excluded.pay_to, fingerprint = excluded.fingerprint,
				valid_before = excluded.valid_before, reason = null, transaction = null,
				reserved_at = excluded.reserved_at, settling_at = null, changed_at = excluded.changed_at
			where p.state in ('RELEASED', 'REJECTED')
			returning p.id, p.network, p.asset, p.payer, p.nonce, p.attempt""";

	/** In the order of the arrays in {@link #RESERVE}. */
	private static final List<Function<Claim, String>> COLUMNS = List.of((claim) -> claim.id().network().caip2(),
			(claim) -> claim.id().asset(), (claim) -> claim.id().payer(), (claim) -> claim.id().nonce(),
			(claim) -> String.valueOf(claim.version().number()), Claim::scheme, (claim) -> claim.offer().namespace(),
			(claim) -> claim.offer().name(), (claim) -> claim.amount().toString(), Claim::payTo, Claim::fingerprint,
			(claim) -> claim.validBefore().toString());

	// Ours only: who was taken for dead wakes up to find its payment with another
	// gateway,
	// or with another call here.
	private static final String MOVE = "update payment set state = 'SETTLING', settling_at = ?, changed_at = ? "
			+ "where id = ? and holder = ? and attempt = ? and state in ('RESERVED', 'VERIFIED', 'EXECUTED')";

	// An earlier attempt may have left an answer that was never given out.
	private static final String SETTLING = "with gone as (delete from payment_answer where payment_id = ?) " + MOVE;

	private static final String SETTLING_WITH_ANSWER = "with moved as (" + MOVE
			+ " returning id) insert into payment_answer (payment_id, status, headers, body, expires_at) "
			+ "select id, ?, ?, ?, ? from moved on conflict (payment_id) do update set status = excluded.status, "
			+ "headers = excluded.headers, body = excluded.body, expires_at = excluded.expires_at";

	private static final String SETTLED = "update payment set state = 'SETTLED', transaction = ?, settled_at = ?, "
			+ "changed_at = ?, reason = null, deliveries = 1, "
			+ "served_at = (select ?::timestamptz from payment_answer where payment_id = payment.id) "
			+ "where id = ? and state <> 'SETTLED'";

	private final LedgerProperties properties;

	private final Clock clock;

	private final UUID holder;

	private final GroupCommit<Claim, Optional<Attempt>> reserve;

	private final GroupCommit<Settling, Boolean> settling;

	private final GroupCommit<Settled, Boolean> settled;

	LedgerSteps(JdbcOperations jdbc, LedgerProperties properties, Clock clock, GatewayInstance instance) {
		this.properties = properties;
		this.clock = clock;
		this.holder = instance.id();
		this.reserve = new GroupCommit<>("reserve", jdbc, this::reserveAll);
		this.settling = new GroupCommit<>("settling", jdbc, this::settlingAll);
		this.settled = new GroupCommit<>("settled", jdbc, this::settledAll);
	}

	/** The right to the payment, if it is ours now. */
	Optional<Attempt> reserve(Claim claim) {
		return this.reserve.run(claim);
	}

	void settling(Attempt attempt, @Nullable KeptAnswer answer) {
		this.settling.run(new Settling(attempt, answer));
	}

	void settled(long payment, String transaction) {
		this.settled.run(new Settled(payment, transaction));
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
			for (int column = 0; column < COLUMNS.size(); column++) {
				String[] values = once.values().stream().map(COLUMNS.get(column)).toArray(String[]::new);
				Array array = connection.createArrayOf("text", values);
				statement.setArray(column + 4, array);
			}
			try (ResultSet rows = statement.executeQuery()) {
				while (rows.next()) {
					granted.put(new PaymentId(new Network(rows.getString(2)), rows.getString(3), rows.getString(4),
							rows.getString(5)), new Attempt(rows.getLong(1), rows.getInt(6)));
				}
			}
		}
		List<Optional<Attempt>> results = new ArrayList<>(claims.size());
		// The first copy takes it; the next one finds it taken.
		claims.forEach((claim) -> results.add(Optional.ofNullable(granted.remove(claim.id()))));
		return results;
	}

	private List<Boolean> settlingAll(Connection connection, List<Settling> all) throws SQLException {
		connection.setAutoCommit(false);
		try (PreparedStatement with = connection.prepareStatement(SETTLING_WITH_ANSWER);
				PreparedStatement without = connection.prepareStatement(SETTLING)) {
			OffsetDateTime now = now();
			for (Settling each : all) {
				KeptAnswer answer = each.answer;
				if (answer == null) {
					set(without, each.attempt.payment(), now, now, each.attempt.payment(), this.holder,
							each.attempt.number())
						.addBatch();
				}
				else {
					set(with, now, now, each.attempt.payment(), this.holder, each.attempt.number(), answer.status(),
							HeaderText.write(answer.headers()), answer.body(), now.plus(this.properties.answerTtl()))
						.addBatch();
				}
			}
			requireAll(with.executeBatch());
			requireAll(without.executeBatch());
			connection.commit();
			return done(all);
		}
		catch (SQLException | RuntimeException ex) {
			connection.rollback();
			throw ex;
		}
		finally {
			connection.setAutoCommit(true);
		}
	}

	private static void requireAll(int[] moved) throws SQLException {
		for (int count : moved) {
			if (count != 1) {
				throw new SQLIntegrityConstraintViolationException("a payment is not this gateway's to settle",
						"23000");
			}
		}
	}

	private List<Boolean> settledAll(Connection connection, List<Settled> all) throws SQLException {
		OffsetDateTime now = now();
		try (PreparedStatement statement = connection.prepareStatement(SETTLED)) {
			for (Settled each : all) {
				set(statement, each.transaction, now, now, now, each.payment).addBatch();
			}
			statement.executeBatch();
		}
		return done(all);
	}

	private static PreparedStatement set(PreparedStatement statement, Object... values) throws SQLException {
		for (int i = 0; i < values.length; i++) {
			statement.setObject(i + 1, values[i]);
		}
		return statement;
	}

	private static List<Boolean> done(List<?> all) {
		return all.stream().map((ignored) -> Boolean.TRUE).toList();
	}

	private OffsetDateTime now() {
		return this.clock.instant().atOffset(ZoneOffset.UTC);
	}

	private record Settling(Attempt attempt, @Nullable KeptAnswer answer) {

	}

	private record Settled(long payment, String transaction) {

	}

}
