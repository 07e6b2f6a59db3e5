package org.obol.gateway;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.obol.x402.ErrorReason;
import org.obol.x402.X402Version;
import org.obol.x402.facilitator.Verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A payment that is new here is reserved and verified at the same time. */
class AskedAtOnceIT extends GatewayIT {

	private static final String BLOCKS = "/services/blocks/height";

	private static final Verification USED = new Verification.Invalid(ErrorReason.NONCE_ALREADY_USED, null, null);

	@Test
	void facilitatorIsAskedWhileTheLedgerThinksAndNobodyWorksBeforeItHasSaidYes() throws Exception {
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
				Connection other = DriverManager.getConnection(Postgres.url(), "postgres", "")) {
			other.setAutoCommit(false);
			Future<HttpResponse<String>> call;
			try (Statement statement = other.createStatement()) {
				statement.execute("lock table payment in access exclusive mode");
				call = threads.submit(() -> pay(BLOCKS, payment()));
				await().untilAsserted(() -> assertThat(this.facilitator.calls).containsExactly("verify"));
			}
			assertThat(call).isNotDone();
			assertThat(this.upstream.seen).isEmpty();
			other.commit();
			assertThat(call.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
		}
		assertThat(this.facilitator.calls).containsExactly("verify", "settle");
	}

	@Test
	void ledgerHasItWhileTheFacilitatorThinksAndNobodyWorksBeforeItHasSaidYes() throws Exception {
		CountDownLatch thought = new CountDownLatch(1);
		var yes = this.facilitator.verification;
		this.facilitator.verification = (payment) -> {
			try {
				assertThat(thought.await(20, TimeUnit.SECONDS)).isTrue();
			}
			catch (InterruptedException ex) {
				throw new AssertionError(ex);
			}
			return yes.apply(payment);
		};
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<HttpResponse<String>> call = threads.submit(() -> pay(BLOCKS, payment()));
			await().untilAsserted(() -> assertThat(state()).isEqualTo("RESERVED"));
			assertThat(call).isNotDone();
			assertThat(this.upstream.seen).isEmpty();
			thought.countDown();
			assertThat(call.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
		}
	}

	@Test
	void whatAnotherGatewaySettledIsServedWhateverTheFacilitatorSays() {
		String nonce = Payments.nonce();
		String here = payment(nonce);
		assertThat(pay(BLOCKS, here).statusCode()).isEqualTo(200);
		assertThat(state()).isEqualTo("SETTLED");
		String other = Payments.nonce();
		settledElsewhere(nonce, other);
		this.facilitator.verification = (payment) -> USED;
		HttpResponse<String> answer = pay(BLOCKS, payment(other));
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo("{\"height\":42}");
		assertThat(this.upstream.seen).hasSize(1);
		assertThat(this.facilitator.settled).hasValue(1);
		assertThat(state()).isEqualTo("SETTLED,SETTLED");
	}

	@Test
	void facilitatorThatBreaksLeavesThePaymentToBeUsed() {
		var yes = this.facilitator.verification;
		this.facilitator.verification = (payment) -> {
			throw new IllegalStateException("out of order");
		};
		String payment = payment();
		HttpResponse<String> answer = pay(BLOCKS, payment);
		assertThat(answer.statusCode()).isGreaterThanOrEqualTo(500);
		assertThat(answer.body()).doesNotContain("out of order");
		assertThat(state()).isEqualTo("RELEASED");
		this.facilitator.verification = yes;
		assertThat(pay(BLOCKS, payment).statusCode()).isEqualTo(200);
	}

	private String payment() {
		return payment(Payments.nonce());
	}

	private String payment(String nonce) {
		return Payments.header(terms("/services/blocks"), X402Version.V2, nonce, Instant.now().plusSeconds(240));
	}

}
