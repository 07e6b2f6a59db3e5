package org.obol.gateway.ledger;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.obol.x402.AtomicAmount;
import org.obol.x402.Network;
import org.obol.x402.PaymentId;
import org.obol.x402.X402Version;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds what a gateway that died, or lost its database for a moment, left unfinished.
 * What was not yet handed to the facilitator is released; what was, becomes unknown and
 * is the chain's to tell.
 */
@Component
public class LedgerRecovery {

	// Between taking a payment and noting that we work on it lies one answer of the
	// database.
	private static final Duration SETTLED_IN = Duration.ofSeconds(10);

	/** Of instances; one parameter, in seconds. */
	private static final String ALIVE = "seen_at > now() - ? * interval '1 second'";

	private final JdbcClient jdbc;

	private final PaymentLedger ledger;

	private final LateReservations late;

	private final LedgerProperties properties;

	private final Clock clock;

	private final UUID self;

	LedgerRecovery(JdbcClient jdbc, PaymentLedger ledger, LateReservations late, LedgerProperties properties,
			Clock clock, GatewayInstance instance) {
		this.jdbc = jdbc;
		this.ledger = ledger;
		this.late = late;
		this.properties = properties;
		this.clock = clock;
		this.self = instance.id();
	}

	/**
	 * Says that this gateway is alive, and hears whether others are. Others take its
	 * payments over when it does not.
	 */
	public void beat() {
		boolean others = true;
		try {
			others = this.jdbc
				.sql("with beat as (insert into gateway_instance (id, seen_at) values (?, now()) "
						+ "on conflict (id) do update set seen_at = excluded.seen_at) "
						+ "select exists (select from gateway_instance where id <> ? and " + ALIVE + ")")
				.params(this.self, this.self, this.properties.deadAfter().toSeconds())
				.query(Boolean.class)
				.single();
		}
		finally {
			this.late.alone(!others);
		}
	}

	/** Says that this gateway is going, so that nobody waits for it. */
	public void signOff() {
		this.jdbc.sql("delete from gateway_instance where id = ?").params(this.self).update();
	}

	/**
	 * Ends what nobody works on any more.
	 * @return how many payments were taken over
	 */
	public int takeOver() {
		List<Attempt> working = List.copyOf(this.ledger.working());
		Long[] mine = working.stream().map(Attempt::payment).toArray(Long[]::new);
		Integer[] numbers = working.stream().map(Attempt::number).toArray(Integer[]::new);
		String orphans = "(holder = ? and (id, attempt) not in (select * from unnest(?::bigint[], ?::integer[])) "
				+ "and changed_at < ?) or (holder <> ? and holder not in " + "(select id from gateway_instance where "
				+ ALIVE + "))";
		OffsetDateTime settledIn = now().minus(SETTLED_IN);
		long dead = this.properties.deadAfter().toSeconds();
		int released = this.jdbc
			.sql("update payment set state = 'RELEASED', reason = 'gateway_died', changed_at = ? "
					+ "where open and state in ('RESERVED', 'VERIFIED', 'EXECUTED') and (" + orphans + ")")
			.params(now(), this.self, mine, numbers, settledIn, this.self, dead)
			.update();
		int unknown = this.jdbc
			.sql("update payment set state = 'UNKNOWN', reason = 'gateway_died', changed_at = ? "
					+ "where open and state = 'SETTLING' and (" + orphans + ")")
			.params(now(), this.self, mine, numbers, settledIn, this.self, dead)
			.update();
		return released + unknown;
	}

	/**
	 * The payments that the chain has to be asked about, the longest waiting first.
	 * @param most how many
	 * @return the payments
	 */
	public List<Unfinished> unknown(int most) {
		Set<Attempt> working = Set.copyOf(this.ledger.working());
		return this.jdbc.sql("select * from payment where open and state = 'UNKNOWN' order by changed_at limit ?")
			.params(most)
			.query((row, ignored) -> unfinished(row))
			.list()
			.stream()
			.filter((unfinished) -> !working.contains(unfinished.attempt()))
			.toList();
	}

	/**
	 * How many payments are unknown.
	 * @return the number
	 */
	public long countUnknown() {
		return this.jdbc.sql("select count(*) from payment where open and state = 'UNKNOWN'")
			.query(Long.class)
			.single();
	}

	/**
	 * Puts a payment at the end of the line, because the chain could not tell yet.
	 * @param payment the ledger's number
	 */
	public void postpone(long payment) {
		this.jdbc.sql("update payment set changed_at = ? where id = ? and state = 'UNKNOWN'")
			.params(now(), payment)
			.update();
	}

	/**
	 * Deletes what need not be kept: answers past their time, payments that were never
	 * charged, gateways long gone. What was settled stays.
	 * @return how many payments were deleted
	 */
	public int sweep() {
		OffsetDateTime now = now();
		this.jdbc.sql("delete from payment_answer where expires_at < ?").params(now).update();
		this.jdbc.sql("delete from payment_identifier where created_at < ?")
			.params(now.minus(this.properties.retention()))
			.update();
		this.jdbc.sql("delete from gateway_instance where seen_at < now() - interval '1 day'").update();
		return this.jdbc
			.sql("delete from payment where not open and settled_at is null and reserved_at < ? and changed_at < ?")
			.params(now.minus(this.properties.retention()), now.minus(this.properties.retention()))
			.update();
	}

	private static Unfinished unfinished(ResultSet row) throws SQLException {
		PaymentId id = new PaymentId(new Network(row.getString("network")), row.getString("asset"),
				row.getString("payer"), row.getString("nonce"));
		BigDecimal charge = row.getBigDecimal("charge");
		BigDecimal amount = (charge != null) ? charge : row.getBigDecimal("amount");
		Claim claim = new Claim(id, (row.getInt("x402_version") == 1) ? X402Version.V1 : X402Version.V2,
				row.getString("scheme"), new OfferName(row.getString("offer_namespace"), row.getString("offer_name")),
				new AtomicAmount(amount.toBigIntegerExact()), row.getString("pay_to"), row.getString("fingerprint"),
				row.getObject("valid_before", OffsetDateTime.class).toInstant());
		return new Unfinished(new Attempt(row.getLong("id"), row.getInt("attempt"), id.nonce()), claim,
				row.getString("transaction"));
	}

	private OffsetDateTime now() {
		return this.clock.instant().atOffset(ZoneOffset.UTC);
	}

}
