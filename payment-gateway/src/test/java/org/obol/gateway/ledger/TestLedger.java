package org.obol.gateway.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.obol.gateway.Offers;
import org.obol.gateway.Payments;
import org.obol.gateway.Postgres;
import org.obol.x402.AtomicAmount;
import org.obol.x402.Network;
import org.obol.x402.PaymentId;
import org.obol.x402.X402Version;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** A ledger on a real PostgreSQL of its own, with a clock that tests move. */
abstract class TestLedger {

	static final LedgerProperties PROPERTIES = new LedgerProperties(Duration.ofMinutes(15), DataSize.ofKilobytes(256),
			3, Duration.ofHours(1), Duration.ofDays(7), Duration.ofSeconds(15), true);

	static final DataSource DATABASE = Postgres.fresh("ledger_alone");

	final JdbcClient jdbc = JdbcClient.create(DATABASE);

	final MovingClock clock = new MovingClock();

	final GatewayInstance self = new GatewayInstance();

	private final Gateway gateway = gateway(this.self);

	final PaymentLedger ledger = this.gateway.ledger();

	final LateReservations late = this.gateway.late();

	final LedgerRecovery recovery = this.gateway.recovery();

	/** Another gateway on the same database. */
	Gateway gateway(GatewayInstance instance) {
		LateSteps lateSteps = new LateSteps(DATABASE, PROPERTIES, this.clock, instance);
		LateReservations late = new LateReservations(lateSteps, this.jdbc, PROPERTIES, this.clock);
		LedgerSteps steps = new LedgerSteps(DATABASE, PROPERTIES, this.clock, instance);
		PaymentLedger ledger = new PaymentLedger(this.jdbc, steps, late, PROPERTIES, this.clock, instance);
		return new Gateway(ledger, late, new LedgerRecovery(this.jdbc, ledger, late, PROPERTIES, this.clock, instance));
	}

	PaymentLedger ledger(GatewayInstance instance) {
		return gateway(instance).ledger();
	}

	@BeforeAll
	static void migrate() {
		Flyway.configure().dataSource(DATABASE).load().migrate();
	}

	@BeforeEach
	void empty() {
		this.jdbc.sql("truncate payment, payment_answer, gateway_instance cascade").update();
	}

	LedgerRecovery other() {
		return gateway(new GatewayInstance()).recovery();
	}

	String state(Attempt attempt) {
		return state(attempt.payment());
	}

	String state(long payment) {
		return this.jdbc.sql("select state from payment where id = ?").params(payment).query(String.class).single();
	}

	Attempt granted(Claim claim) {
		return ((Reservation.Granted) this.ledger.reserve(claim)).attempt();
	}

	Claim claim(String nonce) {
		PaymentId id = new PaymentId(new Network("eip155:84532"), Offers.USDC, Payments.BUYER, nonce);
		return new Claim(id, X402Version.V2, "exact", new OfferName("shop", "blocks"), AtomicAmount.of(10000),
				Offers.SELLER, "0".repeat(64), this.clock.instant().plusSeconds(300));
	}

	record Gateway(PaymentLedger ledger, LateReservations late, LedgerRecovery recovery) {

	}

	static final class MovingClock extends Clock {

		private Instant now = Instant.parse("2026-11-23T12:00:00Z");

		void forward(Duration time) {
			this.now = this.now.plus(time);
		}

		@Override
		public Instant instant() {
			return this.now;
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

}
