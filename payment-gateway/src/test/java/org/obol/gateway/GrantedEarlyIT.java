package org.obol.gateway;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.obol.x402.ErrorReason;
import org.obol.x402.X402Version;
import org.obol.x402.facilitator.Verification;
import org.springframework.beans.factory.annotation.Value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is new and sold by this gateway alone is granted before the database knows. */
@GrantsEarly
class GrantedEarlyIT extends GatewayIT {

	private static final String BLOCKS = "/services/blocks/height";

	@Value("${spring.datasource.url}")
	String database;

	@Test
	void nobodyWaitsForTheDatabaseBeforeTheCallAndEverybodyBeforeTheMoneyMoves() throws Exception {
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
				Connection other = DriverManager.getConnection(this.database, "postgres", "")) {
			other.setAutoCommit(false);
			Future<HttpResponse<String>> call;
			try (Statement statement = other.createStatement()) {
				statement.execute("lock table payment in access exclusive mode");
				call = threads.submit(() -> pay(BLOCKS, payment(Payments.nonce())));
				await().untilAsserted(() -> assertThat(this.upstream.seen).hasSize(1));
			}
			assertThat(call).isNotDone();
			assertThat(this.facilitator.calls).doesNotContain("settle");
			other.commit();
			assertThat(call.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
		}
		assertThat(state()).isEqualTo("SETTLED");
	}

	@Test
	void copiesAtOnceAreServedOnceOfOneCall() throws Exception {
		CountDownLatch all = new CountDownLatch(1);
		this.upstream.script = (exchange, body) -> {
			assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
			FakeUpstream.text(200, "text/plain", "once").run(exchange, body);
		};
		String payment = payment(Payments.nonce());
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<HttpResponse<String>>> copies = IntStream.range(0, 10)
				.mapToObj((ignored) -> threads.submit(() -> pay(BLOCKS, payment)))
				.toList();
			await().untilAsserted(() -> assertThat(this.upstream.seen).hasSize(1));
			all.countDown();
			for (Future<HttpResponse<String>> copy : copies) {
				assertThat(copy.get(20, TimeUnit.SECONDS).body()).isEqualTo("once");
			}
		}
		assertThat(this.upstream.seen).hasSize(1);
		assertThat(this.facilitator.settled).hasValue(1);
		assertThat(state()).isEqualTo("SETTLED");
	}

	@Test
	void whatWasPaidBeforeAnybodyRemembersIsServedAndNotSettledAgain() {
		String other = paidElsewhere();
		HttpResponse<String> answer = pay(BLOCKS, payment(other));
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo("{\"height\":42}");
		assertThat(answer.headers().firstValue("PAYMENT-RESPONSE")).isPresent();
		assertThat(this.facilitator.settled).hasValue(1);
		assertThat(state()).isEqualTo("SETTLED,SETTLED");
	}

	@Test
	void soItIsWhenTheFacilitatorRefusesIt() {
		String other = paidElsewhere();
		this.facilitator.verification = (payment) -> new Verification.Invalid(ErrorReason.NONCE_ALREADY_USED, null,
				null);
		assertThat(pay(BLOCKS, payment(other)).statusCode()).isEqualTo(200);
		assertThat(this.upstream.seen).as("for the first one").hasSize(1);
		assertThat(state()).isEqualTo("SETTLED,SETTLED");
	}

	@Test
	void answerIsNotGivenForWhatWasPaidForAnotherRequest() {
		String other = paidElsewhere();
		this.upstream.script = FakeUpstream.text(200, "text/plain", "worth money");
		HttpResponse<String> answer = pay("/services/blocks/another", payment(other));
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
		assertThat(answer.body()).doesNotContain("worth money");
		assertThat(this.facilitator.settled).hasValue(1);
	}

	private String paidElsewhere() {
		String nonce = Payments.nonce();
		assertThat(pay(BLOCKS, payment(nonce)).statusCode()).isEqualTo(200);
		assertThat(state()).isEqualTo("SETTLED");
		String other = Payments.nonce();
		settledElsewhere(nonce, other);
		return other;
	}

	private String payment(String nonce) {
		return Payments.header(terms("/services/blocks"), X402Version.V2, nonce, Instant.now().plusSeconds(310));
	}

}
