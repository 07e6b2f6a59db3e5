package org.obol.gateway.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.obol.gateway.Payments;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static java.util.concurrent.CompletableFuture.runAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Settlements that are written after their buyers have their answers. */
class LandingIT extends TestLedger {

	private static final KeptAnswer ANSWER = new KeptAnswer(200, Map.of(), new byte[] { 1 });

	@Test
	void nobodyWaitsForTheDatabaseWhenTheChainAndTheKeptAnswerCanTell() throws SQLException {
		Claim claim = claim(Payments.nonce());
		Attempt attempt = settling(claim, ANSWER);
		try (Connection other = DATABASE.getConnection()) {
			other.setAutoCommit(false);
			JdbcClient.create(new SingleConnectionDataSource(other, true)).sql("lock table payment").update();
			assertThat(runAsync(() -> this.ledger.settledOnChain(attempt, "0x1", true)))
				.succeedsWithin(Duration.ofSeconds(10));
			other.rollback();
		}
		assertThat(this.ledger.find(claim)).get().isInstanceOfSatisfying(Reservation.Paid.class, (paid) -> {
			assertThat(paid.transaction()).isEqualTo("0x1");
			assertThat(paid.answer()).isPresent();
		});
		assertThat(served(attempt)).isTrue();
	}

	@Test
	void paymentIsThisGatewaysUntilItIsWritten() throws SQLException {
		Attempt attempt = settling(claim(Payments.nonce()), ANSWER);
		try (Connection other = DATABASE.getConnection()) {
			other.setAutoCommit(false);
			JdbcClient.create(new SingleConnectionDataSource(other, true)).sql("lock table payment").update();
			this.ledger.settledOnChain(attempt, "0x1", true);
			this.ledger.letGo(attempt);
			assertThat(this.ledger.working()).as("recovery leaves it alone").containsExactly(attempt);
			other.rollback();
		}
		this.ledger.awaitLanding();
		assertThat(state(attempt)).isEqualTo("SETTLED");
		await().untilAsserted(() -> assertThat(this.ledger.working()).isEmpty());
	}

	@Test
	void whoeverAsksAgainAtOnceFindsItPaid() {
		for (int i = 0; i < 50; i++) {
			Claim claim = claim(Payments.nonce());
			Attempt attempt = settling(claim, ANSWER);
			this.ledger.settledOnChain(attempt, "0x1", true);
			this.ledger.letGo(attempt);
			assertThat(this.ledger.reserve(claim)).isInstanceOf(Reservation.Paid.class);
		}
	}

	@Test
	void whoeverWaitsForItAfterAllDoesNotWaitForOthers() {
		try (GroupCommit<Integer, Integer> step = new GroupCommit<>("patient", new JdbcTemplate(DATABASE),
				(connection, all) -> all, Duration.ofHours(1))) {
			var result = step.soon(1);
			await().untilAsserted(() -> {
				step.hurry();
				assertThat(result).isCompletedWithValue(1);
			});
		}
	}

	@Test
	void manyDoNotWaitForMore() {
		try (GroupCommit<Integer, Integer> step = new GroupCommit<>("patient", new JdbcTemplate(DATABASE),
				(connection, all) -> all, Duration.ofHours(1))) {
			step.soon(0);
			var rest = IntStream.rangeClosed(1, 200).mapToObj(step::soon).toList();
			await().untilAsserted(() -> {
				step.hurry();
				assertThat(rest.get(62)).isCompletedWithValue(63);
			});
			await().untilAsserted(() -> assertThat(rest.get(126)).isCompletedWithValue(127));
		}
	}

	@Test
	void withoutAKeptAnswerItIsWrittenBeforeAnythingElseIsDone() {
		Attempt attempt = settling(claim(Payments.nonce()), null);
		this.ledger.settledOnChain(attempt, "0x1", false);
		assertThat(state(attempt)).isEqualTo("SETTLED");
		assertThat(served(attempt)).as("its stream still runs").isFalse();
	}

	@Test
	void whatTheDatabaseRefusesKeepsNobodyWaiting() {
		Claim claim = claim(Payments.nonce());
		Attempt attempt = settling(claim, ANSWER);
		this.ledger.rejected(attempt, "invalid");
		this.ledger.settledOnChain(attempt, "0x1", true);
		assertThat(this.ledger.find(claim)).as("the guard has the last word").isEmpty();
		assertThat(state(attempt)).isEqualTo("REJECTED");
	}

	@Test
	void whatWasToldBeforeTheEndIsWritten() {
		LedgerSteps steps = new LedgerSteps(DATABASE, PROPERTIES, this.clock, this.self);
		Attempt attempt = settling(claim(Payments.nonce()), ANSWER);
		var step = steps.settledSoon(attempt.payment(), "0x1");
		steps.close();
		assertThat(step).isCompleted();
		assertThat(state(attempt)).isEqualTo("SETTLED");
		assertThatThrownBy(() -> steps.settledSoon(attempt.payment(), "0x1").join()).hasMessageContaining("closed");
	}

	@Test
	void onesThatCanWaitAndOnesThatCanNotGoTogether() {
		LedgerSteps steps = new LedgerSteps(DATABASE, PROPERTIES, this.clock, this.self);
		Attempt kept = settling(claim(Payments.nonce()), ANSWER);
		Attempt streams = settling(claim(Payments.nonce()), null);
		var step = steps.settledSoon(kept.payment(), "0x1");
		steps.settled(streams.payment(), "0x2", LedgerSteps.Proof.LEDGER);
		step.join();
		assertThat(served(kept)).isTrue();
		assertThat(served(streams)).isFalse();
		steps.close();
	}

	private Attempt settling(Claim claim, KeptAnswer answer) {
		Attempt attempt = granted(claim);
		this.ledger.settling(attempt, answer);
		return attempt;
	}

	private boolean served(Attempt attempt) {
		return this.jdbc.sql("select served_at is not null from payment where id = ?")
			.params(attempt.payment())
			.query(Boolean.class)
			.single();
	}

}
