package org.obol.gateway.ledger;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Remembers every authorization that was ever sent, so that it is used once. Blocking:
 * call it from virtual threads. Every method throws Spring's {@code DataAccessException}
 * when the database is away or refuses a transition.
 */
@Component
public class PaymentLedger {

	private static final String RESERVE = """
			insert into payment as p (network, asset, payer, nonce, state, holder, x402_version, scheme, offer_namespace,
				offer_name, amount, pay_to, fingerprint, valid_before, reserved_at, changed_at)
			values (?, ?, ?, ?, 'RESERVED', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			on conflict on constraint payment_once do update set state = 'RESERVED', attempt = p.attempt + 1,
				holder = excluded.holder, x402_version = excluded.x402_version, scheme = excluded.scheme,
				offer_namespace = excluded.offer_namespace, offer_name = excluded.offer_name,
				amount = excluded.amount, pay_to = excluded.pay_to, fingerprint = excluded.fingerprint,
				valid_before = excluded.valid_before, reason = null, transaction = null,
				reserved_at = excluded.reserved_at, settling_at = null, changed_at = excluded.changed_at
			where p.state in ('RELEASED', 'REJECTED')
			returning p.id""";

	private static final String FIND = """
			select p.id, p.state, p.fingerprint, p.transaction, p.settled_at, p.served_at, p.deliveries,
				a.status, a.headers, a.body
			from payment p left join payment_answer a on a.payment_id = p.id and a.expires_at > ?
			where p.network = ? and p.asset = ? and p.payer = ? and p.nonce = ?""";

	private final JdbcClient jdbc;

	private final LedgerProperties properties;

	private final Clock clock;

	private final UUID holder;

	/** What this process works on; recovery leaves it alone. */
	private final Set<Long> working = ConcurrentHashMap.newKeySet();

	PaymentLedger(JdbcClient jdbc, LedgerProperties properties, Clock clock, GatewayInstance instance) {
		this.jdbc = jdbc;
		this.properties = properties;
		this.clock = clock;
		this.holder = instance.id();
	}

	/**
	 * Takes the authorization, or says who has it. EIP-3009 puts the nonce on chain only
	 * at settlement, so this is what keeps two copies from both being served.
	 * @param claim what it is for
	 * @return the verdict
	 */
	public Reservation reserve(Claim claim) {
		OffsetDateTime now = now();
		Optional<Long> granted = this.jdbc.sql(RESERVE)
			.params(claim.id().network().caip2(), claim.id().asset(), claim.id().payer(), claim.id().nonce(),
					this.holder, claim.version().number(), claim.scheme(), claim.offer().namespace(),
					claim.offer().name(), new BigDecimal(claim.amount().value()), claim.payTo(), claim.fingerprint(),
					claim.validBefore().atOffset(ZoneOffset.UTC), now, now)
			.query(Long.class)
			.optional();
		if (granted.isPresent()) {
			this.working.add(granted.get());
			return new Reservation.Granted(granted.get());
		}
		return find(claim);
	}

	/**
	 * The facilitator said that the payment could be settled.
	 * @param payment the ledger's number
	 */
	public void verified(long payment) {
		move(payment, PaymentState.VERIFIED, null, null);
	}

	/**
	 * There is an answer worth its price.
	 * @param payment the ledger's number
	 */
	public void executed(long payment) {
		move(payment, PaymentState.EXECUTED, null, null);
	}

	/**
	 * The facilitator is about to be asked to move the money. The answer goes in first:
	 * whatever happens from here on, a buyer who paid can have it.
	 * @param payment the ledger's number
	 * @param answer the answer; absent when it streams, or is too big to keep
	 */
	public void settling(long payment, @Nullable KeptAnswer answer) {
		OffsetDateTime now = now();
		String update = "update payment set state = 'SETTLING', settling_at = ?, changed_at = ? where id = ?";
		if (answer == null) {
			// An earlier attempt may have left one that was never given out.
			this.jdbc.sql("with gone as (delete from payment_answer where payment_id = ?) " + update)
				.params(payment, now, now, payment)
				.update();
			return;
		}
		this.jdbc
			.sql("with moved as (" + update + " returning id) insert into payment_answer "
					+ "(payment_id, status, headers, body, expires_at) select id, ?, ?, ?, ? from moved "
					+ "on conflict (payment_id) do update set status = excluded.status, headers = excluded.headers, "
					+ "body = excluded.body, expires_at = excluded.expires_at")
			.params(now, now, payment, answer.status(), HeaderText.write(answer.headers()), answer.body(),
					now.plus(this.properties.answerTtl()))
			.update();
	}

	/**
	 * The money moved.
	 * @param payment the ledger's number
	 * @param transaction the transaction's hash; empty when it could not be found
	 */
	public void settled(long payment, String transaction) {
		OffsetDateTime now = now();
		this.jdbc
			.sql("update payment set state = 'SETTLED', transaction = ?, settled_at = ?, changed_at = ?, reason = null, "
					+ "deliveries = 1, served_at = (select ?::timestamptz from payment_answer where payment_id = payment.id) "
					+ "where id = ? and state <> 'SETTLED'")
			.params(transaction, now, now, now, payment)
			.update();
	}

	/**
	 * Nothing is charged: there was no answer worth it.
	 * @param payment the ledger's number
	 * @param reason a code
	 */
	public void released(long payment, String reason) {
		move(payment, PaymentState.RELEASED, reason, null);
	}

	/**
	 * Nothing is charged: the payment is not good.
	 * @param payment the ledger's number
	 * @param reason a code
	 */
	public void rejected(long payment, String reason) {
		move(payment, PaymentState.REJECTED, reason, null);
		this.jdbc.sql("delete from payment_answer where payment_id = ?").params(payment).update();
	}

	/**
	 * The money may have moved.
	 * @param payment the ledger's number
	 * @param reason a code
	 * @param transaction the transaction's hash, if known
	 */
	public void unknown(long payment, String reason, @Nullable String transaction) {
		move(payment, PaymentState.UNKNOWN, reason, transaction);
	}

	/**
	 * Takes a payment whose settlement is unknown, to settle it once more.
	 * @param payment the ledger's number
	 * @return false when somebody else was quicker
	 */
	public boolean retrySettlement(long payment) {
		OffsetDateTime now = now();
		this.working.add(payment);
		return this.jdbc
			.sql("update payment set state = 'SETTLING', holder = ?, settling_at = ?, changed_at = ? "
					+ "where id = ? and state = 'UNKNOWN'")
			.params(this.holder, now, now, payment)
			.update() == 1;
	}

	/**
	 * Gives a payment up because something broke on our side. Does nothing once the
	 * facilitator may have been asked to settle it.
	 * @param payment the ledger's number
	 */
	public void abandon(long payment) {
		this.jdbc
			.sql("update payment set state = 'RELEASED', reason = 'gateway_failed', changed_at = ? "
					+ "where id = ? and state in ('RESERVED', 'VERIFIED', 'EXECUTED')")
			.params(now(), payment)
			.update();
	}

	/**
	 * Nobody in this process works on the payment any more; if it has no end yet, it is
	 * recovery's.
	 * @param payment the ledger's number
	 */
	public void letGo(long payment) {
		this.working.remove(payment);
	}

	/**
	 * What this process works on.
	 * @return the ledger's numbers
	 */
	Set<Long> working() {
		return this.working;
	}

	/**
	 * Tells whether an answer is small enough to be kept for repeats.
	 * @param answer the answer
	 * @return true when {@link #settling} will keep it
	 */
	public boolean keeps(KeptAnswer answer) {
		return answer.body().length <= this.properties.answerMaxSize().toBytes();
	}

	/**
	 * Takes one of the deliveries that a settled but unserved payment has left.
	 * @param payment the ledger's number
	 * @return false when there is none
	 */
	public boolean deliverAgain(long payment) {
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
	 * Looks a payment up without taking it.
	 * @param claim what it is for
	 * @return what the ledger says to it; busy also when it is unknown or free to take
	 */
	public Reservation find(Claim claim) {
		OffsetDateTime now = now();
		return this.jdbc.sql(FIND)
			.params(now, claim.id().network().caip2(), claim.id().asset(), claim.id().payer(), claim.id().nonce())
			.query((row, ignored) -> LedgerRow.of(row))
			.optional()
			.map((row) -> row.toReservation(claim, now, this.properties))
			.orElseGet(Reservation.Busy::new);
	}

	private void move(long payment, PaymentState state, @Nullable String reason, @Nullable String transaction) {
		int moved = this.jdbc.sql(
				"update payment set state = ?, reason = ?, transaction = coalesce(?, transaction), changed_at = ? where id = ?")
			.param(state.name())
			.param(reason)
			.param(transaction)
			.param(now())
			.param(payment)
			.update();
		if (moved != 1) {
			throw new IllegalStateException("payment " + payment + " is not in the ledger");
		}
	}

	private OffsetDateTime now() {
		return Objects.requireNonNull(this.clock.instant()).atOffset(ZoneOffset.UTC);
	}

}
