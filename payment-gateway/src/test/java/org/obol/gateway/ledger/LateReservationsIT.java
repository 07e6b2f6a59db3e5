package org.obol.gateway.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.obol.gateway.Payments;
import org.obol.x402.AtomicAmount;
import org.springframework.dao.DataAccessException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Payments that are granted before the database knows of them. */
class LateReservationsIT extends TestLedger {

	private static final KeptAnswer ANSWER = new KeptAnswer(200, Map.of("A", List.of("b")), new byte[] { 1 });

	private final Claim claim = claim(Payments.nonce());

	@BeforeEach
	void sellsAlone() {
		this.recovery.beat();
	}

	@Test
	void quickCallIsWrittenOnceWithItsSettlement() {
		Attempt attempt = early(this.claim);
		Instant taken = this.clock.instant();
		this.clock.forward(Duration.ofSeconds(1));
		this.ledger.verified(attempt);
		this.ledger.settling(attempt, ANSWER);
		assertThat(row(attempt)).containsEntry("state", "SETTLING")
			.containsEntry("attempt", 1)
			.containsEntry("open", true)
			.containsEntry("nonce", this.claim.id().nonce())
			.containsEntry("holder", this.self.id());
		assertThat(at(attempt, "reserved_at")).isEqualTo(taken);
		assertThat(at(attempt, "settling_at")).isEqualTo(this.clock.instant());
		this.ledger.settledOnChain(attempt, "0x1", true);
		this.ledger.letGo(attempt);
		assertThat(this.ledger.reserve(this.claim)).isInstanceOfSatisfying(Reservation.Paid.class, (paid) -> {
			assertThat(paid.payment()).isEqualTo(attempt.payment());
			assertThat(paid.answer())
				.hasValueSatisfying((kept) -> assertThat(kept.headers()).isEqualTo(ANSWER.headers()));
		});
		await().untilAsserted(() -> assertThat(this.ledger.working()).isEmpty());
	}

	@Test
	void manyAtOnceEachGetTheirOwnRow() throws Exception {
		List<Claim> claims = Stream.generate(() -> claim(Payments.nonce())).limit(90).toList();
		Map<Claim, Attempt> attempts = new ConcurrentHashMap<>();
		each(claims.stream().<Callable<Void>>map((each) -> () -> {
			Attempt attempt = early(each);
			attempts.put(each, attempt);
			if (attempt.payment() % 3 == 0) {
				this.ledger.released(attempt, "upstream_failed");
			}
			else {
				this.ledger.settling(attempt, (attempt.payment() % 3 == 1) ? ANSWER : null);
			}
			return null;
		}).toList());
		assertThat(attempts.values().stream().map(Attempt::payment)).doesNotHaveDuplicates();
		attempts.forEach((each, attempt) -> {
			assertThat(row(attempt)).containsEntry("nonce", each.id().nonce())
				.containsEntry("state", (attempt.payment() % 3 == 0) ? "RELEASED" : "SETTLING");
			assertThat(answers(attempt)).isEqualTo((attempt.payment() % 3 == 1) ? 1 : 0);
		});
	}

	@Test
	void callThatRunsLongerIsReservedMeanwhile() {
		Attempt attempt = early(this.claim);
		this.ledger.verified(attempt);
		await().untilAsserted(() -> assertThat(row(attempt)).containsEntry("state", "RESERVED"));
		this.clock.forward(Duration.ofSeconds(1));
		this.ledger.noteProgress();
		assertThat(state(attempt)).isEqualTo("VERIFIED");
		this.ledger.settling(attempt, ANSWER);
		assertThat(state(attempt)).isEqualTo("SETTLING");
	}

	@Test
	void copyAtThisGatewayIsBusyWhetherTheLedgerKnowsOrNot() {
		Attempt attempt = early(this.claim);
		assertThat(this.ledger.reserve(this.claim)).isInstanceOf(Reservation.Busy.class);
		assertThat(this.ledger.find(this.claim)).containsInstanceOf(Reservation.Busy.class);
		this.ledger.settling(attempt, ANSWER);
		assertThat(this.ledger.reserve(this.claim)).isInstanceOf(Reservation.Busy.class);
		assertThat(this.ledger.working()).containsExactly(attempt);
	}

	@Test
	void whatComesToNothingIsWrittenAndMayBeTakenAgain() {
		Attempt released = early(this.claim);
		this.ledger.released(released, "upstream_failed");
		this.ledger.letGo(released);
		assertThat(row(released)).containsEntry("state", "RELEASED").containsEntry("reason", "upstream_failed");
		assertThat(granted(this.claim)).isEqualTo(new Attempt(released.payment(), 2, released.nonce()));
		Attempt invalid = early(claim(Payments.nonce()));
		this.ledger.invalid(invalid, "invalid_exact_evm_payload_signature");
		assertThat(state(invalid)).isEqualTo("REJECTED");
		Attempt abandoned = early(claim(Payments.nonce()));
		this.ledger.abandon(abandoned);
		assertThat(row(abandoned)).containsEntry("state", "RELEASED").containsEntry("reason", "gateway_failed");
	}

	@Test
	void whatIsChargedOfAMaximumIsWrittenToo() {
		Attempt attempt = early(this.claim);
		this.ledger.charging(attempt, AtomicAmount.of(77));
		this.ledger.settling(attempt, ANSWER);
		assertThat(this.jdbc.sql("select charge from payment where id = ?")
			.params(attempt.payment())
			.query(Long.class)
			.single()).isEqualTo(77);
	}

	@Test
	void paymentThatAnotherGatewayHasIsNotTouchedHere() {
		PaymentLedger other = ledger(new GatewayInstance());
		Claim late = claim(Payments.nonce());
		Attempt lost = early(this.claim);
		Attempt lostLater = early(late);
		Attempt others = ((Reservation.Granted) other.reserve(this.claim)).attempt();
		other.reserve(late);
		assertThatThrownBy(() -> this.ledger.settling(lost, ANSWER)).isInstanceOf(TakenElsewhereException.class);
		assertThatThrownBy(() -> this.ledger.released(lostLater, "upstream_failed"))
			.isInstanceOf(TakenElsewhereException.class);
		assertThatThrownBy(() -> this.ledger.settling(lostLater, ANSWER)).isInstanceOf(TakenElsewhereException.class);
		for (Attempt attempt : List.of(lost, lostLater)) {
			this.ledger.abandon(attempt);
			this.ledger.letGo(attempt);
		}
		assertThat(this.jdbc.sql("select distinct state from payment").query(String.class).list())
			.containsExactly("RESERVED");
		other.settling(others, ANSWER);
		other.settled(others.payment(), "0x1");
		assertThat(this.ledger.reserve(this.claim)).isInstanceOf(Reservation.Paid.class);
	}

	@Test
	void paymentOfAnEarlierProcessIsNotTouchedEither() {
		Attempt earlier = granted(this.claim);
		this.ledger.settling(earlier, ANSWER);
		this.ledger.settled(earlier.payment(), "0x1");
		this.ledger.letGo(earlier);
		Attempt forgotten = early(this.claim);
		assertThatThrownBy(() -> this.ledger.settling(forgotten, null)).isInstanceOf(TakenElsewhereException.class);
		this.ledger.letGo(forgotten);
		assertThat(this.ledger.reserve(this.claim)).isInstanceOfSatisfying(Reservation.Paid.class,
				(paid) -> assertThat(paid.answer()).isPresent());
	}

	@Test
	void besideAnotherGatewayTheDatabaseIsAskedFirst() {
		LedgerRecovery other = other();
		other.beat();
		this.recovery.beat();
		assertThat(isEarly(claim(Payments.nonce()))).isFalse();
		other.signOff();
		Claim signedBefore = claim(Payments.nonce());
		this.clock.forward(Duration.ofSeconds(1));
		this.recovery.beat();
		assertThat(isEarly(signedBefore, this.clock.instant().minusSeconds(1))).as("the other one may have had it")
			.isFalse();
		assertThat(isEarly(claim(Payments.nonce()))).isTrue();
	}

	@Test
	void failureOfTheDatabaseHasItAskedFirstUntilItIsThereAgain() {
		Attempt held = early(this.claim);
		Attempt settling = early(claim(Payments.nonce()));
		this.jdbc.sql("alter table payment rename to away").update();
		try {
			assertThatThrownBy(() -> this.ledger.settling(settling, ANSWER)).isInstanceOf(DataAccessException.class);
			assertThatThrownBy(() -> this.ledger.released(held, "upstream_failed"))
				.isInstanceOf(DataAccessException.class);
		}
		finally {
			this.jdbc.sql("alter table away rename to payment").update();
		}
		assertThat(isEarly(claim(Payments.nonce()))).isFalse();
		this.ledger.settling(held, ANSWER);
		assertThat(state(held)).as("a reservation that failed is no harm").isEqualTo("SETTLING");
		this.recovery.beat();
		assertThat(isEarly(claim(Payments.nonce()))).isTrue();
	}

	@Test
	void gatewaysThatAllThinkThatTheyAreAloneSettleEachPaymentOnce() throws Exception {
		List<PaymentLedger> gateways = Stream.generate(() -> gateway(new GatewayInstance())).limit(3).map((each) -> {
			this.jdbc.sql("delete from gateway_instance").update();
			each.recovery().beat();
			return each.ledger();
		}).toList();
		List<Claim> claims = Stream.generate(() -> claim(Payments.nonce())).limit(40).toList();
		Map<Claim, AtomicInteger> settled = new ConcurrentHashMap<>();
		AtomicInteger lost = new AtomicInteger();
		each(IntStream.range(0, 9).<Callable<Void>>mapToObj((actor) -> () -> {
			PaymentLedger ledger = gateways.get(actor % 3);
			Random random = new Random(actor);
			for (Claim each : claims) {
				if (sold(ledger, each, random, lost)) {
					settled.computeIfAbsent(each, (ignored) -> new AtomicInteger()).incrementAndGet();
				}
			}
			return null;
		}).toList());
		assertThat(lost.get()).as("they got in each other's way").isPositive();
		assertThat(settled.values()).allSatisfy((times) -> assertThat(times).hasValue(1));
		assertThat(this.jdbc.sql("select count(*) from payment where state = 'SETTLED'").query(Integer.class).single())
			.isEqualTo(settled.size());
		assertThat(this.jdbc.sql("select count(*) from payment where open").query(Integer.class).single()).isZero();
	}

	private boolean sold(PaymentLedger ledger, Claim claim, Random random, AtomicInteger lost) {
		if (!(ledger.reserving(claim, this.clock.instant().plusSeconds(1))
			.await() instanceof Reservation.Granted(Attempt attempt))) {
			return false;
		}
		try {
			if (random.nextInt(4) == 0) {
				ledger.released(attempt, "upstream_failed");
				return false;
			}
			ledger.settling(attempt, random.nextBoolean() ? ANSWER : null);
			ledger.settled(attempt.payment(), "0x1");
			return true;
		}
		catch (TakenElsewhereException ex) {
			lost.incrementAndGet();
			ledger.abandon(attempt);
			return false;
		}
		finally {
			ledger.letGo(attempt);
		}
	}

	private static void each(List<Callable<Void>> all) throws Exception {
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			for (Future<Void> each : threads.invokeAll(all)) {
				each.get();
			}
		}
	}

	/** Grants a payment that the database does not know at this moment. */
	private Attempt early(Claim claim) {
		Reservation reservation = this.ledger.reserving(claim, this.clock.instant().plusSeconds(1)).await();
		return ((Reservation.Granted) reservation).attempt();
	}

	private boolean isEarly(Claim claim) {
		return isEarly(claim, this.clock.instant().plusSeconds(1));
	}

	private boolean isEarly(Claim claim, Instant signedAt) {
		this.ledger.reserving(claim, signedAt).await();
		return this.late.holds(claim.id());
	}

	private Map<String, Object> row(Attempt attempt) {
		return this.jdbc.sql("select * from payment where id = ?").params(attempt.payment()).query().singleRow();
	}

	private Instant at(Attempt attempt, String column) {
		return this.jdbc.sql("select " + column + " from payment where id = ?")
			.params(attempt.payment())
			.query((row, ignored) -> row.getObject(1, java.time.OffsetDateTime.class).toInstant())
			.single();
	}

	private int answers(Attempt attempt) {
		return this.jdbc.sql("select count(*) from payment_answer where payment_id = ?")
			.params(attempt.payment())
			.query(Integer.class)
			.single();
	}

}
