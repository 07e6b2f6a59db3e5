package org.obol.gateway;

import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

/**
 * What the gateway of schema 5 (commit ca07caf) says to the database, word for word: a
 * replica of it goes on running while a new one migrates.
 */
final class OldProgram implements AutoCloseable {

	private static final String SOON = "(select set_config('synchronous_commit', 'off', true)) as soon";

	private static final String RESERVE = """
			insert into payment as p (network, asset, payer, nonce, state, holder, x402_version, scheme, offer_namespace,
				offer_name, amount, pay_to, fingerprint, valid_before, reserved_at, changed_at)
			select c.network, c.asset, c.payer, c.nonce, 'RESERVED', ?, c.version::smallint, c.scheme, c.namespace,
				c.name, c.amount::numeric, c.pay_to, c.fingerprint, c.valid_before::timestamptz, ?, ?
			from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
				?::text[], ?::text[], ?::text[]) as c (network, asset, payer, nonce, version, scheme, namespace, name,
				amount, pay_to, fingerprint, valid_before), %s
			on conflict on constraint payment_once do update set state = 'RESERVED', attempt = p.attempt + 1,
				holder = excluded.holder, x402_version = excluded.x402_version, scheme = excluded.scheme,
				offer_namespace = excluded.offer_namespace, offer_name = excluded.offer_name,
				amount = excluded.amount, pay_to = excluded.pay_to, fingerprint = excluded.fingerprint,
				valid_before = excluded.valid_before, reason = null, transaction = null,
				reserved_at = excluded.reserved_at, settling_at = null, changed_at = excluded.changed_at
			where p.state in ('RELEASED', 'REJECTED')
			returning p.id, p.network, p.asset, p.payer, p.nonce, p.attempt"""
		.formatted(SOON);

	private static final String SETTLING = """
			with c as (select * from unnest(?::bigint[], ?::int[], ?::text[], ?::int[], ?::text[], ?::bytea[])
				as c (id, attempt, nonce, status, headers, body)),
			moved as (update payment p set state = 'SETTLING', settling_at = ?, changed_at = ? from c
				where p.id = c.id and p.attempt = c.attempt and p.nonce = c.nonce and p.holder = ?
				and p.state in ('RESERVED', 'VERIFIED', 'EXECUTED') returning p.id),
			gone as (delete from payment_answer a using c, moved
				where a.payment_id = c.id and moved.id = c.id and c.body is null),
			kept as (insert into payment_answer (payment_id, status, headers, body, expires_at)
				select c.id, c.status, c.headers, c.body, ? from c join moved on moved.id = c.id where c.body is not null
				on conflict (payment_id) do update set status = excluded.status, headers = excluded.headers,
				body = excluded.body, expires_at = excluded.expires_at)
			select id from moved""";

	private static final String SETTLED = """
			update payment p set state = 'SETTLED', transaction = c.transaction, settled_at = ?, changed_at = ?,
				reason = null, deliveries = 1,
				served_at = (select ?::timestamptz from payment_answer where payment_id = p.id)
			from unnest(?::bigint[], ?::text[]) as c (id, transaction), %s
			where p.id = c.id and p.state <> 'SETTLED'""".formatted(SOON);

	private static final String FIND = """
			select p.id, p.attempt, p.charge, p.state, p.fingerprint, p.transaction, p.settled_at, p.served_at, p.deliveries,
				a.status, a.headers, a.body
			from payment p left join payment_answer a on a.payment_id = p.id and a.expires_at > ?
			where p.network = ? and p.asset = ? and p.payer = ? and p.nonce = ?""";

	/** Reads and clears up; needs nothing but the holder's number. */
	private static final List<String> CLEARING = List.of(
			"update payment set state = 'RELEASED', reason = 'gateway_died', changed_at = now() "
					+ "where state in ('RESERVED', 'VERIFIED', 'EXECUTED') and holder <> ? and holder not in "
					+ "(select id from gateway_instance)",
			"update payment set state = 'UNKNOWN', reason = 'gateway_died', changed_at = now() "
					+ "where state = 'SETTLING' and holder <> ? and holder not in (select id from gateway_instance)",
			"select * from payment where state = 'UNKNOWN' and holder <> ? order by changed_at limit 50",
			"delete from payment where state in ('RELEASED', 'REJECTED') and changed_at < now() - interval '7 days' "
					+ "and valid_before < now() and holder <> ?");

	private final UUID holder = UUID.randomUUID();

	private final Connection connection;

	OldProgram(DataSource database) throws SQLException {
		this.connection = database.getConnection();
		run("insert into gateway_instance (id, seen_at) values (?, now())");
	}

	/** Sells one call, from the reservation to the answer that a repeat is given. */
	String sell() throws SQLException {
		String nonce = Payments.nonce();
		long payment = reserve(nonce);
		settling(payment, nonce);
		settled(payment);
		return find(nonce);
	}

	long reserve(String nonce) throws SQLException {
		try (PreparedStatement statement = this.connection.prepareStatement(RESERVE)) {
			statement.setObject(1, this.holder);
			statement.setObject(2, now());
			statement.setObject(3, now());
			List<String> columns = List.of("eip155:84532", Offers.USDC.toLowerCase(), Payments.BUYER.toLowerCase(),
					nonce, "2", "exact", "shop", "blocks", "10000", Offers.SELLER, "0".repeat(64),
					now().plusMinutes(5).toString());
			for (int column = 0; column < columns.size(); column++) {
				statement.setArray(column + 4, array("text", columns.get(column)));
			}
			try (ResultSet rows = statement.executeQuery()) {
				rows.next();
				return rows.getLong(1);
			}
		}
	}

	void settling(long payment, String nonce) throws SQLException {
		try (PreparedStatement statement = this.connection.prepareStatement(SETTLING)) {
			statement.setArray(1, array("bigint", payment));
			statement.setArray(2, array("int", 1));
			statement.setArray(3, array("text", nonce));
			statement.setArray(4, array("int", 200));
			statement.setArray(5, array("text", "content-type: text/plain\n"));
			statement.setArray(6,
					this.connection.createArrayOf("bytea", new byte[][] { nonce.getBytes(StandardCharsets.US_ASCII) }));
			statement.setObject(7, now());
			statement.setObject(8, now());
			statement.setObject(9, this.holder);
			statement.setObject(10, now().plusMinutes(15));
			try (ResultSet rows = statement.executeQuery()) {
				if (!rows.next()) {
					throw new SQLException("not this gateway's to settle");
				}
			}
		}
	}

	void settled(long payment) throws SQLException {
		try (PreparedStatement statement = this.connection.prepareStatement(SETTLED)) {
			statement.setObject(1, now());
			statement.setObject(2, now());
			statement.setObject(3, now());
			statement.setArray(4, array("bigint", payment));
			statement.setArray(5, array("text", "0x" + "cd".repeat(32)));
			statement.executeUpdate();
		}
	}

	/** The state and the kept answer. */
	String find(String nonce) throws SQLException {
		try (PreparedStatement statement = this.connection.prepareStatement(FIND)) {
			statement.setObject(1, now());
			statement.setString(2, "eip155:84532");
			statement.setString(3, Offers.USDC.toLowerCase());
			statement.setString(4, Payments.BUYER.toLowerCase());
			statement.setString(5, nonce);
			try (ResultSet rows = statement.executeQuery()) {
				rows.next();
				return rows.getString("state") + " "
						+ new String(rows.getBytes("body"), StandardCharsets.US_ASCII).equals(nonce);
			}
		}
	}

	void clearUp() throws SQLException {
		for (String sql : CLEARING) {
			run(sql);
		}
	}

	private void run(String sql) throws SQLException {
		try (PreparedStatement statement = this.connection.prepareStatement(sql)) {
			statement.setObject(1, this.holder);
			statement.execute();
		}
	}

	private Array array(String type, Object value) throws SQLException {
		return this.connection.createArrayOf(type, new Object[] { value });
	}

	private static OffsetDateTime now() {
		return OffsetDateTime.now(ZoneOffset.UTC);
	}

	@Override
	public void close() throws SQLException {
		this.connection.close();
	}

}
