package org.obol.gateway.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.obol.gateway.Payments;
import org.obol.gateway.Postgres;
import org.obol.x402.AtomicAmount;
import org.obol.x402.Network;
import org.obol.x402.PaymentId;
import org.obol.x402.X402Version;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Three gateways on one database do random things with few payments at once. Whatever the
 * seed: nobody works on what another works on, what is settled stays as it is, and the
 * history that the database wrote down knows legal steps only. {@code -Drace.seed}
 * repeats a run.
 */
class LedgerRaceIT {

	private static final long SEED = Long.getLong("race.seed", System.nanoTime());

	private static final LedgerProperties PROPERTIES = new LedgerProperties(Duration.ofMinutes(15),
			DataSize.ofKilobytes(256), 3, Duration.ofHours(1), Duration.ofDays(7), Duration.ofSeconds(60), true);

	private static final DataSource DATABASE = Postgres.fresh("ledger_race");

	private static final Set<String> LEGAL = Set.of("RESERVED>VERIFIED", "RESERVED>SETTLING", "RESERVED>RELEASED",
			"RESERVED>REJECTED", "VERIFIED>SETTLING", "VERIFIED>RELEASED", "SETTLING>SETTLED", "SETTLING>REJECTED",
			"SETTLING>UNKNOWN", "UNKNOWN>SETTLED", "UNKNOWN>RELEASED", "UNKNOWN>SETTLING", "RELEASED>RESERVED",
			"REJECTED>RESERVED");

	private static final int PAYMENTS = 12;

	private static final int TURNS = 60;

	private final JdbcClient jdbc = JdbcClient.create(DATABASE);

	private final List<Claim> claims = Stream.generate(LedgerRaceIT::claim).limit(PAYMENTS).toList();

	private final Map<Claim, AtomicInteger> workers = new ConcurrentHashMap<>();

	private final Map<Claim, AtomicInteger> grants = new ConcurrentHashMap<>();

	private final Map<Claim, String> settled = new ConcurrentHashMap<>();

	@Test
	void whateverHappensAtOnceOnePaymentIsWorkedOnOnce() throws Exception {
		Flyway.configure().dataSource(DATABASE).load().migrate();
		this.jdbc.sql("create table history (payment bigint, step text, at bigint generated always as identity)")
			.update();
		this.jdbc.sql("""
				create function write_history() returns trigger language plpgsql as $$
				begin
					if new.state <> old.state then
						insert into history (payment, step) values (new.id, old.state || '>' || new.state);
					end if;
					return new;
				end $$""").update();
		this.jdbc.sql("create trigger history after update on payment for each row execute function write_history()")
			.update();
		List<PaymentLedger> gateways = Stream.generate(LedgerRaceIT::gateway).limit(3).toList();
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Callable<Void>> actors = IntStream.range(0, 9)
				.<Callable<Void>>mapToObj((actor) -> () -> act(gateways.get(actor % 3), new Random(SEED + actor)))
				.toList();
			for (Future<Void> actor : threads.invokeAll(actors)) {
				actor.get();
			}
		}
		catch (java.util.concurrent.ExecutionException ex) {
			throw new AssertionError("race.seed " + SEED, ex.getCause());
		}
		holds();
	}

	private Void act(PaymentLedger ledger, Random random) {
		for (int turn = 0; turn < TURNS; turn++) {
			Claim claim = this.claims.get(random.nextInt(PAYMENTS));
			switch (ledger.reserve(claim)) {
				case Reservation.Granted(Attempt attempt) -> {
					counted(claim);
					alone(claim, () -> sell(ledger, claim, attempt, random));
					ledger.letGo(attempt);
				}
				case Reservation.Unresolved unresolved -> resolve(ledger, claim, unresolved.attempt(), random);
				case Reservation.Paid paid -> assertThat(paid.transaction()).isEqualTo(this.settled.get(claim));
				default -> {
				}
			}
		}
		return null;
	}

	private void counted(Claim claim) {
		this.grants.computeIfAbsent(claim, (ignored) -> new AtomicInteger()).incrementAndGet();
	}

	/**
	 * The counter goes down before the step that gives the payment away: after it
	 * somebody else may have it.
	 */
	private void alone(Claim claim, Runnable work) {
		assertThat(this.workers.computeIfAbsent(claim, (ignored) -> new AtomicInteger()).incrementAndGet())
			.as("workers on %s", claim.id())
			.isEqualTo(1);
		work.run();
	}

	private void leaves(Claim claim) {
		this.workers.get(claim).decrementAndGet();
	}

	private void sell(PaymentLedger ledger, Claim claim, Attempt attempt, Random random) {
		int fate = random.nextInt(10);
		if (fate < 3) {
			leaves(claim);
			ledger.released(attempt, "upstream_failed");
			return;
		}
		if (fate < 4) {
			leaves(claim);
			ledger.rejected(attempt, "invalid");
			return;
		}
		ledger.verified(attempt);
		if (random.nextBoolean()) {
			ledger.noteProgress();
		}
		ledger.settling(attempt, random.nextBoolean() ? null : new KeptAnswer(200, Map.of(), new byte[] { 1 }));
		finish(ledger, claim, attempt, random);
	}

	private void finish(PaymentLedger ledger, Claim claim, Attempt attempt, Random random) {
		switch (random.nextInt(3)) {
			case 0 -> {
				this.settled.put(claim, transaction(attempt.payment()));
				leaves(claim);
				ledger.settled(attempt.payment(), transaction(attempt.payment()));
			}
			case 1 -> {
				leaves(claim);
				ledger.rejected(attempt, "failed");
			}
			default -> {
				leaves(claim);
				ledger.unknown(attempt, "timeout", null);
			}
		}
	}

	private void resolve(PaymentLedger ledger, Claim claim, Attempt attempt, Random random) {
		ledger.retrySettlement(attempt).ifPresent((retry) -> {
			counted(claim);
			alone(claim, () -> finish(ledger, claim, retry, random));
			ledger.letGo(retry);
		});
	}

	private void holds() {
		List<String> steps = this.jdbc.sql("select distinct step from history").query(String.class).list();
		assertThat(LEGAL).as("race.seed %d", SEED).containsAll(steps);
		for (Claim claim : this.claims) {
			Optional<Map<String, Object>> row = this.jdbc
				.sql("select id, state, attempt, transaction from payment where nonce = ?")
				.params(claim.id().nonce())
				.query()
				.listOfRows()
				.stream()
				.findFirst();
			if (row.isEmpty()) {
				continue;
			}
			long id = (long) row.get().get("id");
			assertThat(row.get()).as("race.seed %d", SEED).containsEntry("attempt", this.grants.get(claim).get());
			assertThat("SETTLED".equals(row.get().get("state"))).isEqualTo(this.settled.containsKey(claim));
			contiguous(id);
		}
	}

	private void contiguous(long payment) {
		String state = "RESERVED";
		for (String step : this.jdbc.sql("select step from history where payment = ? order by at")
			.params(payment)
			.query(String.class)
			.list()) {
			assertThat(step).as("race.seed %d", SEED).startsWith(state + ">");
			state = step.substring(step.indexOf('>') + 1);
		}
	}

	private static String transaction(long payment) {
		return "0x%064x".formatted(payment);
	}

	private static PaymentLedger gateway() {
		GatewayInstance instance = new GatewayInstance();
		LedgerSteps steps = new LedgerSteps(DATABASE, PROPERTIES, Clock.systemUTC(), instance);
		JdbcClient jdbc = JdbcClient.create(DATABASE);
		LateSteps lateSteps = new LateSteps(DATABASE, PROPERTIES, Clock.systemUTC(), instance);
		LateReservations late = new LateReservations(lateSteps, jdbc, PROPERTIES, Clock.systemUTC());
		return new PaymentLedger(jdbc, steps, late, PROPERTIES, Clock.systemUTC(), instance);
	}

	private static Claim claim() {
		PaymentId id = new PaymentId(new Network("eip155:84532"), "0x036cbd53842c5426634e7929541ec2318f3dcf7e",
				Payments.BUYER, Payments.nonce());
		return new Claim(id, X402Version.V2, "exact", new OfferName("shop", "blocks"), AtomicAmount.of(10_000),
				"0x70997970c51812dc3a010c7d01b50e0d17dc79c8", "ab".repeat(32), Instant.now().plusSeconds(600));
	}

}
