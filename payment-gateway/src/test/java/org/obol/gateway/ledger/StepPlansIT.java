package org.obol.gateway.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.obol.gateway.Offers;
import org.obol.gateway.Payments;
import org.obol.gateway.Postgres;
import org.obol.x402.AtomicAmount;
import org.obol.x402.Network;
import org.obol.x402.PaymentId;
import org.obol.x402.X402Version;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What PostgreSQL thinks of to do a step. */
class StepPlansIT {

	// PostgreSQL's driver prepares what it is asked for the fifth time.
	private static final int ASKED_OFTEN = 8;

	@Test
	void aLedgerThatWasEmptyAtFirstIsNotReadFromEndToEndLater() {
		DataSource database = Postgres.fresh("step_plans");
		Flyway.configure().dataSource(database).load().migrate();
		JdbcClient jdbc = JdbcClient.create(database);
		jdbc.sql("analyze payment, payment_answer").update();
		HikariConfig config = new HikariConfig();
		config.setDataSource(database);
		try (HikariDataSource connection = StepConnections.open(config, 1);
				LedgerSteps steps = new LedgerSteps(connection, TestLedger.PROPERTIES, Clock.systemUTC(),
						new GatewayInstance());
				LateSteps lateSteps = new LateSteps(connection, TestLedger.PROPERTIES, Clock.systemUTC(),
						new GatewayInstance())) {
			IntStream.range(0, ASKED_OFTEN).forEach((call) -> sell(steps));
			IntStream.range(0, ASKED_OFTEN).forEach((call) -> sellEarly(lateSteps, call));
			JdbcClient asker = JdbcClient.create(connection);
			List<Prepared> prepared = asker
				.sql("select name, cardinality(parameter_types) as parameters from pg_prepared_statements "
						+ "where statement ~ 'payment'")
				.query(Prepared.class)
				.list();
			assertThat(prepared).hasSize(6);
			assertThat(prepared).allSatisfy(
					(each) -> assertThat(String.join("\n", asker.sql(each.explain()).query(String.class).list()))
						.contains("payment")
						.doesNotContain("Seq Scan on payment"));
		}
	}

	private static void sell(LedgerSteps steps) {
		Attempt attempt = steps.reserve(claim()).join().orElseThrow();
		steps.settling(attempt, new KeptAnswer(200, Map.of(), new byte[] { 1 }));
		String transaction = "0x" + "1".repeat(64);
		steps.settled(attempt.payment(), transaction, LedgerSteps.Proof.CHAIN);
		steps.settledSoon(attempt.payment(), transaction).join();
	}

	private static void sellEarly(LateSteps steps, int call) {
		assertThat(steps.settle(early(1_000 + call), new KeptAnswer(200, Map.of(), new byte[] { 1 }))).isTrue();
		assertThat(steps.reserve(early(2_000 + call))).isTrue();
	}

	private static Unwritten early(long number) {
		Claim claim = claim();
		return new Unwritten(claim, new Attempt(number, 1, claim.id().nonce()),
				Clock.systemUTC().instant().atOffset(ZoneOffset.UTC));
	}

	private static Claim claim() {
		String nonce = "0x" + UUID.randomUUID().toString().replace("-", "").repeat(2);
		PaymentId id = new PaymentId(new Network("eip155:84532"), Offers.USDC, Payments.BUYER, nonce);
		return new Claim(id, X402Version.V2, "exact", new OfferName("shop", "blocks"), AtomicAmount.of(10000),
				Offers.SELLER, "0".repeat(64), Clock.systemUTC().instant().plusSeconds(300));
	}

	private record Prepared(String name, int parameters) {

		String explain() {
			String nulls = String.join(", ",
					IntStream.range(0, this.parameters).mapToObj((ignored) -> "null").toList());
			return "explain execute \"" + this.name + "\" (" + nulls + ")";
		}

	}

}
