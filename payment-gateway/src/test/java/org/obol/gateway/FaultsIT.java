package org.obol.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.obol.gateway.paywall.SettlementLookup;
import org.obol.x402.ErrorReason;
import org.obol.x402.facilitator.Settlement;
import org.obol.x402.facilitator.Verification;

/**
 * A facilitator that hangs, breaks, lies or answers twice: nobody pays twice, nobody is
 * served for nothing.
 */
class FaultsIT extends GatewayIT {

	private static final String BLOCKS = "/services/blocks/height";

	@Test
	void facilitatorThatIsAwayChargesNothingAndThePaymentStaysGood() {
		this.facilitator.verification = (payment) -> new Verification.Unavailable(ErrorReason.UNEXPECTED_VERIFY_ERROR,
				"connect to 10.1.2.3 refused");
		String payment = Payments.header(terms("/services/blocks"));
		HttpResponse<String> response = pay(BLOCKS, payment);
		assertThat(response.statusCode()).isEqualTo(503);
		assertThat(response.body()).contains("facilitator_unavailable").doesNotContain("10.1.2.3");
		assertThat(this.upstream.seen).isEmpty();
		this.facilitator.reset();
		assertThat(pay(BLOCKS, payment).statusCode()).isEqualTo(200);
	}

	@Test
	void facilitatorThatThrowsWhileVerifyingLeavesThePaymentFree() {
		this.facilitator.verification = (payment) -> {
			throw new IllegalStateException("garbage");
		};
		String payment = Payments.header(terms("/services/blocks"));
		assertThat(pay(BLOCKS, payment).body()).contains("internal_error").doesNotContain("garbage");
		assertThat(state()).isEqualTo("RELEASED");
	}

	@Test
	void facilitatorThatThrowsWhileSettlingLeavesItUnknown() {
		this.facilitator.settlement = (payment) -> {
			throw new IllegalStateException("dropped after broadcast");
		};
		HttpResponse<String> response = pay(BLOCKS, Payments.header(terms("/services/blocks")));
		assertThat(response.statusCode()).isEqualTo(503);
		assertThat(response.headers().firstValue("Retry-After")).isPresent();
		assertThat(response.body()).contains("settlement_unknown").doesNotContain("height");
		assertThat(state()).isEqualTo("UNKNOWN");
	}

	@Test
	void nonceThatIsUsedIsLookedUpBeforeTheBuyerIsRefused() {
		this.facilitator.settlement = (payment) -> new Settlement.Failed(ErrorReason.NONCE_ALREADY_USED, null, null);
		this.chain.fate = new SettlementLookup.Fate.Moved("0xfrontrun");
		assertThat(pay(BLOCKS, Payments.header(terms("/services/blocks"))).statusCode()).isEqualTo(200);
		this.chain.fate = new SettlementLookup.Fate.Lost();
		HttpResponse<String> lost = pay(BLOCKS, Payments.header(terms("/services/blocks")));
		assertThat(lost.statusCode()).isEqualTo(402);
		assertThat(lost.body()).doesNotContain("height");
	}

	@Test
	void settlementThatNeverHappenedIsTriedAgainWithTheSamePayment() {
		AtomicInteger tries = new AtomicInteger();
		this.facilitator.settlement = (payment) -> (tries.incrementAndGet() == 1)
				? new Settlement.Unknown(ErrorReason.SETTLEMENT_PENDING, null, null)
				: new Settlement.Settled("0x2", Payments.BUYER, null);
		this.chain.fate = new SettlementLookup.Fate.Unused();
		String payment = Payments.header(terms("/services/blocks"));
		assertThat(pay(BLOCKS, payment).statusCode()).isEqualTo(503);
		HttpResponse<String> second = pay(BLOCKS, payment);
		assertThat(second.statusCode()).isEqualTo(200);
		assertThat(second.body()).isEqualTo("{\"height\":42}");
		assertThat(this.upstream.seen).hasSize(1);
		assertThat(state()).isEqualTo("SETTLED");
	}

	@ParameterizedTest
	@ValueSource(strings = { "facilitator_unreachable", "facilitator_busy", "insufficient_funds",
			"invalid_exact_evm_signature" })
	void noToASecondTryEndsNothingBecauseTheFirstMayStillArrive(String code) {
		ErrorReason reason = ErrorReason.received(code, ErrorReason.UNEXPECTED_SETTLE_ERROR);
		this.facilitator.settlement = (payment) -> new Settlement.Unknown(ErrorReason.FACILITATOR_TIMEOUT, null, null);
		String payment = Payments.header(terms("/services/blocks"));
		assertThat(pay(BLOCKS, payment).statusCode()).isEqualTo(503);
		this.facilitator.settlement = (ignored) -> new Settlement.Failed(reason, null, null);
		HttpResponse<String> second = pay(BLOCKS, payment);
		assertThat(second.statusCode()).as(second.body()).isEqualTo(503);
		assertThat(second.body()).contains("settlement_unknown").doesNotContain("Nothing was charged");
		assertThat(state()).isEqualTo("UNKNOWN");
		this.chain.fate = new SettlementLookup.Fate.Moved("0xlate");
		HttpResponse<String> served = pay(BLOCKS, payment);
		assertThat(served.statusCode()).as(served.body()).isEqualTo(200);
		assertThat(served.body()).isEqualTo("{\"height\":42}");
		assertThat(this.upstream.seen).as("the answer was kept").hasSize(1);
	}

	@Test
	void chainThatHangsDoesNotKeepTheGatewayFromSayingThatItIsAlive() {
		this.facilitator.settlement = (payment) -> new Settlement.Unknown(ErrorReason.FACILITATOR_TIMEOUT, null, null);
		assertThat(pay(BLOCKS, Payments.header(terms("/services/blocks"))).statusCode()).isEqualTo(503);
		CountDownLatch hang = new CountDownLatch(1);
		CountDownLatch asked = new CountDownLatch(1);
		this.chain.real = (claim, transaction) -> {
			asked.countDown();
			waitFor(hang);
			return new SettlementLookup.Fate.Unclear();
		};
		try {
			waitFor(asked);
			Instant before = lastBeat();
			// Others take payments over from who has been silent for 15 seconds.
			await().atMost(Duration.ofSeconds(8)).until(() -> lastBeat().isAfter(before.plusSeconds(2)));
			assertThat(hang.getCount()).as("the chain still hangs").isEqualTo(1);
		}
		finally {
			this.chain.real = null;
			hang.countDown();
		}
	}

	private Instant lastBeat() {
		return this.jdbc.sql("select seen_at from gateway_instance where id = (select holder from payment)")
			.query(OffsetDateTime.class)
			.single()
			.toInstant();
	}

	@Test
	void buyersWhoAllComeBackDuringAHangingSettlementAreServedByOne() throws Exception {
		CountDownLatch hang = new CountDownLatch(1);
		this.facilitator.settlement = (payment) -> {
			waitFor(hang);
			return new Settlement.Settled("0x1", Payments.BUYER, null);
		};
		String payment = Payments.header(terms("/services/blocks"));
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<HttpResponse<String>>> answers = Stream
				.<Callable<HttpResponse<String>>>generate(() -> () -> pay(BLOCKS, payment))
				.limit(8)
				.map(threads::submit)
				.toList();
			await().until(() -> this.facilitator.calls.contains("settle"));
			hang.countDown();
			for (Future<HttpResponse<String>> answer : answers) {
				assertThat(answer.get().statusCode()).isEqualTo(200);
			}
		}
		assertThat(this.facilitator.settled).hasValue(1);
		assertThat(this.upstream.seen).hasSize(1);
	}

	private static void waitFor(CountDownLatch latch) {
		try {
			latch.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
