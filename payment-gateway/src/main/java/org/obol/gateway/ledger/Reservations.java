package org.obol.gateway.ledger;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes payments for their purchases, by what was signed and by the name that the buyer
 * gave the purchase (extension {@code payment-identifier}). Blocking: call it from
 * virtual threads.
 */
@Component
public class Reservations {

	/** Whether {@code p} is for the same purchase; six parameters. */
	private static final String SAME = "p.fingerprint = ? and p.scheme = ? and p.network = ? and p.asset = ? "
			+ "and p.amount = ? and p.pay_to = ?";

	// What was released may be tried again under its name. Who was refused may have been
	// anybody.
	private static final String TAKE = """
			insert into payment_identifier as i (payer, offer_namespace, offer_name, identifier, payment_id, created_at)
			values (?, ?, ?, ?, ?, ?)
			on conflict (payer, offer_namespace, offer_name, identifier) do update
				set payment_id = excluded.payment_id, created_at = excluded.created_at
			where i.payment_id = excluded.payment_id or exists (select from payment p where p.id = i.payment_id
				and (p.state = 'REJECTED' or (p.state = 'RELEASED' and\s""" + SAME + ")))";

	private static final String FIND = "select p.id, p.attempt, p.charge, p.state, p.fingerprint, p.transaction, p.settled_at, p.served_at, "
			+ "p.deliveries, a.status, a.headers, a.body, (" + SAME + ") as same from payment_identifier i "
			+ "join payment p on p.id = i.payment_id "
			+ "left join payment_answer a on a.payment_id = p.id and a.expires_at > ? "
			+ "where i.payer = ? and i.offer_namespace = ? and i.offer_name = ? and i.identifier = ?";

	private final PaymentLedger ledger;

	private final JdbcClient jdbc;

	private final LedgerProperties properties;

	private final Clock clock;

	Reservations(PaymentLedger ledger, JdbcClient jdbc, LedgerProperties properties, Clock clock) {
		this.ledger = ledger;
		this.jdbc = jdbc;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Takes a payment, or says who has it.
	 * @param claim what it is for
	 * @param identifier the buyer's name for the purchase; absent for none
	 * @return the verdict
	 */
	public Reservation reserve(Claim claim, @Nullable String identifier) {
		Reservation reservation = this.ledger.reserve(claim);
		if (identifier == null || !(reservation instanceof Reservation.Granted(Attempt attempt))) {
			return reservation;
		}
		boolean taken = false;
		try {
			taken = take(claim, identifier, attempt.payment());
			return taken ? reservation : another(claim, identifier, attempt);
		}
		finally {
			if (!taken) {
				this.ledger.abandon(attempt);
				this.ledger.letGo(attempt);
			}
		}
	}

	/**
	 * As {@link #reserve} for a payment that was not shown before and a purchase without
	 * a name, without waiting for the verdict yet.
	 * @param claim what it is for
	 * @param signedAt when it was signed, as far as its buyer keeps to the offer
	 * @return the verdict to come
	 */
	public Pending<Reservation> reserving(Claim claim, Instant signedAt) {
		return this.ledger.reserving(claim, signedAt);
	}

	/**
	 * Looks for a payment that can't be taken any more, because it has expired.
	 * @param claim what it is for
	 * @return what became of it; empty when nothing was charged for it and nobody works
	 * on it
	 */
	public Optional<Reservation> find(Claim claim) {
		return this.ledger.find(claim);
	}

	private boolean take(Claim claim, String identifier, long payment) {
		return this.jdbc.sql(TAKE)
			.params(claim.id().payer(), claim.offer().namespace(), claim.offer().name(), identifier, payment, now(),
					claim.fingerprint(), claim.scheme(), claim.id().network().caip2(), claim.id().asset(),
					new BigDecimal(claim.amount().value()), claim.payTo())
			.update() == 1;
	}

	private Reservation another(Claim claim, String identifier, Attempt attempt) {
		this.ledger.released(attempt, "identifier_taken");
		this.ledger.awaitLanding();
		OffsetDateTime now = now();
		return this.jdbc.sql(FIND)
			.params(claim.fingerprint(), claim.scheme(), claim.id().network().caip2(), claim.id().asset(),
					new BigDecimal(claim.amount().value()), claim.payTo(), now, claim.id().payer(),
					claim.offer().namespace(), claim.offer().name(), identifier)
			.query((row, ignored) -> row.getBoolean("same")
					? named(LedgerRow.of(row).toReservation(claim, now, this.properties)) : new Reservation.Misnamed())
			.optional()
			.orElseGet(Reservation.Busy::new);
	}

	private static Reservation named(Reservation other) {
		return switch (other) {
			case Reservation.Paid paid -> new Reservation.Named(paid);
			// Only its own signature may move the other payment on.
			case Reservation.Unresolved ignored -> new Reservation.Busy();
			case Reservation.Granted ignored -> new Reservation.Busy();
			case Reservation.Busy busy -> busy;
			case Reservation.Misused ignored -> new Reservation.Misnamed();
			case Reservation.Named named -> named;
			case Reservation.Misnamed misnamed -> misnamed;
		};
	}

	private OffsetDateTime now() {
		return this.clock.instant().atOffset(ZoneOffset.UTC);
	}

}
