package org.obol.gateway.ledger;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.obol.gateway.Payments;
import org.obol.x402.AtomicAmount;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * What a call can do whose reservation the database forgot in a crash: nothing to the
 * payment that has its number now. {@code DatabaseCrashIT} has the crash itself.
 */
class ForgottenIT extends TestLedger {

	private static final KeptAnswer ANSWER = new KeptAnswer(200, Map.of(), new byte[] { 1 });

	private final List<Thread> calling = new CopyOnWriteArrayList<>();

	private final ThreadFactory callers = (work) -> {
		Thread thread = new Thread(work);
		this.calling.add(thread);
		return thread;
	};

	@Test
	void forgottenCallCanNotSettleWithTheNumberOfAnotherPayment() {
		Attempt forgotten = granted(claim(Payments.nonce()));
		Attempt other = afterACrash(claim(Payments.nonce()));
		assertThatThrownBy(() -> this.ledger.settling(forgotten, ANSWER)).isInstanceOf(DataAccessException.class);
		assertThatThrownBy(() -> this.ledger.charging(forgotten, AtomicAmount.of(1)))
			.isInstanceOf(DataAccessException.class);
		assertThat(state(other)).isEqualTo("RESERVED");
		this.ledger.settling(other, null);
		assertThat(state(other)).isEqualTo("SETTLING");
	}

	@Test
	void forgottenCallCanNotEndAnotherPayment() {
		Attempt forgotten = granted(claim(Payments.nonce()));
		Attempt other = afterACrash(claim(Payments.nonce()));
		endInEveryWay(forgotten);
		assertThat(state(other)).isEqualTo("RESERVED");
		this.ledger.settling(other, ANSWER);
		endInEveryWay(forgotten);
		assertThat(state(other)).isEqualTo("SETTLING");
		this.ledger.settled(other.payment(), "0x1");
		this.ledger.rejected(forgotten, "invalid");
		assertThat(this.jdbc.sql("select count(*) from payment_answer").query(Long.class).single()).isOne();
	}

	@Test
	void forgottenCallThatEndsLeavesTheOtherOneToThisGateway() {
		Attempt forgotten = granted(claim(Payments.nonce()));
		Attempt other = afterACrash(claim(Payments.nonce()));
		this.ledger.letGo(forgotten);
		this.recovery.beat();
		this.clock.forward(Duration.ofSeconds(11));
		assertThat(this.recovery.takeOver()).as("it is still worked on").isZero();
		assertThat(state(other)).isEqualTo("RESERVED");
	}

	@Test
	void copyOfAForgottenCallWaitsForItAndGetsItsAnswer() {
		Claim claim = claim(Payments.nonce());
		Attempt forgotten = granted(claim);
		forget(forgotten);
		assertThat(this.ledger.reserve(claim)).isEqualTo(new Reservation.Busy());
		assertThat(this.ledger.reserve(claim)).isEqualTo(new Reservation.Busy());
		this.ledger.charging(forgotten, AtomicAmount.of(3));
		this.ledger.settling(forgotten, ANSWER);
		this.ledger.settled(forgotten.payment(), "0x1");
		this.ledger.letGo(forgotten);
		assertThat(((Reservation.Paid) this.ledger.reserve(claim)).answer()).isPresent();
	}

	@Test
	void copyOfAForgottenCallThatCameToNothingIsTakenAnew() {
		Claim claim = claim(Payments.nonce());
		Attempt forgotten = granted(claim);
		forget(forgotten);
		assertThat(this.ledger.reserve(claim)).isEqualTo(new Reservation.Busy());
		this.ledger.released(forgotten, "upstream_failed");
		this.ledger.letGo(forgotten);
		assertThat(granted(claim).number()).isEqualTo(2);
	}

	@Test
	void whatIsChargedIsDecidedOnceAndARefusalComesBeforeIt() {
		Attempt attempt = granted(claim(Payments.nonce()));
		this.ledger.charging(attempt, AtomicAmount.of(3));
		assertThatThrownBy(() -> this.ledger.charging(attempt, AtomicAmount.of(4)))
			.isInstanceOf(DataAccessException.class);
		this.ledger.settling(attempt, ANSWER);
		this.ledger.invalid(attempt, "invalid_exact_evm_nonce_already_used");
		assertThat(state(attempt)).isEqualTo("SETTLING");
	}

	@Test
	void whoeverSettlesTogetherWithAForgottenCallIsNotHeldUpByIt() throws Exception {
		Attempt forgotten = granted(claim(Payments.nonce()));
		Attempt other = afterACrash(claim(Payments.nonce()));
		Attempt stranger = granted(claim(Payments.nonce()));
		Attempt first = granted(claim(Payments.nonce()));
		try (Connection holding = DATABASE.getConnection();
				ExecutorService threads = Executors.newThreadPerTaskExecutor(this.callers)) {
			holding.setAutoCommit(false);
			JdbcClient.create(new SingleConnectionDataSource(holding, true)).sql("lock table payment").update();
			// The first one is with the database; the others wait and go together.
			Future<?> begun = threads.submit(() -> this.ledger.settling(first, ANSWER));
			await().until(this::somebodyWaitsForTheTable);
			List<Future<?>> together = Stream.of(forgotten, other, stranger)
				.<Future<?>>map((attempt) -> threads.submit(() -> this.ledger.settling(attempt, ANSWER)))
				.toList();
			await().until(() -> this.calling.stream().allMatch((each) -> each.getState() == Thread.State.WAITING));
			holding.rollback();
			begun.get();
			assertThatThrownBy(together.get(0)::get).hasCauseInstanceOf(DataAccessException.class)
				.hasMessageContaining("not this gateway's to settle");
			together.get(1).get();
			together.get(2).get();
		}
		assertThat(state(other)).isEqualTo("SETTLING");
		assertThat(state(stranger)).isEqualTo("SETTLING");
	}

	private boolean somebodyWaitsForTheTable() {
		return this.jdbc
			.sql("select exists (select from pg_locks where relation = 'payment'::regclass and not granted)")
			.query(Boolean.class)
			.single();
	}

	/** The database forgets all, and gives the number to what comes next. */
	private Attempt afterACrash(Claim next) {
		Attempt forgotten = this.ledger.working().iterator().next();
		forget(forgotten);
		Attempt anew = granted(next);
		assertThat(anew.payment()).isEqualTo(forgotten.payment());
		assertThat(anew.number()).isEqualTo(forgotten.number());
		return anew;
	}

	private void forget(Attempt forgotten) {
		this.jdbc.sql("delete from payment").update();
		this.jdbc.sql("alter table payment alter column id restart with " + forgotten.payment()).update();
	}

	private void endInEveryWay(Attempt attempt) {
		this.ledger.invalid(attempt, "invalid");
		this.ledger.rejected(attempt, "invalid");
		this.ledger.released(attempt, "upstream_failed");
		this.ledger.abandon(attempt);
		this.ledger.unknown(attempt, "timeout", null);
		assertThat(this.ledger.retrySettlement(attempt)).isEmpty();
	}

}
