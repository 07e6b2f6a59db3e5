package org.obol.gateway;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.obol.gateway.paywall.SettlementLookup;
import org.obol.x402.ErrorReason;
import org.obol.x402.X402Version;
import org.obol.x402.facilitator.Settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A buyer comes back when the signature has expired. What was charged by then is served;
 * nobody is told to sign a new payment for it.
 */
class LateRepeatIT extends GatewayIT {

	private static final String BLOCKS = "/services/blocks/height";

	private static final String CHAT = "/services/quant/v1/chat/completions";

	private Instant validBefore;

	/** A payment is taken as long as it is good for another twenty seconds. */
	@BeforeEach
	void hurry() {
		this.validBefore = Instant.now().plusSeconds(22);
	}

	@Test
	void answerThatWasPaidForIsRepeated() {
		String payment = payment("/services/blocks");
		assertThat(pay(BLOCKS, payment).statusCode()).isEqualTo(200);
		awaitTooLate();
		HttpResponse<String> again = pay(BLOCKS, payment);
		assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
		assertThat(again.body()).isEqualTo("{\"height\":42}");
		assertThat(again.headers().firstValue("PAYMENT-RESPONSE")).isPresent();
		assertThat(pay("/services/blocks/other", payment).statusCode()).as("for another request").isEqualTo(409);
	}

	@Test
	void streamThatBrokeAfterItWasPaidForIsServedAnew() {
		this.upstream.script = FakeUpstream.stream(FakeUpstream.chunk("The chain is ", ""),
				FakeUpstream.chunk("", "error"));
		String payment = payment("/services/quant");
		assertThat(ask(CHAT, payment, question(true)).body()).contains("still good");
		awaitTooLate();
		int settled = this.facilitator.settled.get();
		this.upstream.script = FakeUpstream.stream(FakeUpstream.chunk("The chain is 42 high", ""),
				FakeUpstream.chunk("", "stop"), "data: [DONE]\n\n");
		HttpResponse<String> again = ask(CHAT, payment, question(true));
		assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
		assertThat(again.body()).contains("42 high", "[DONE]");
		assertThat(this.facilitator.settled).as("not charged again").hasValue(settled);
	}

	@Test
	void settlementThatNobodySawTheEndOfIsLookedUp() {
		this.facilitator.settlement = (payment) -> new Settlement.Unknown(ErrorReason.FACILITATOR_TIMEOUT, null, null);
		String payment = payment("/services/blocks");
		assertThat(pay(BLOCKS, payment).statusCode()).isEqualTo(503);
		this.facilitator.settlement = (any) -> new Settlement.Failed(ErrorReason.UNEXPECTED_SETTLE_ERROR, null, null);
		awaitTooLate();
		assertThat(pay(BLOCKS, payment).body()).contains("settlement_unknown");
		this.chain.fate = new SettlementLookup.Fate.Moved("0xlate");
		await().untilAsserted(() -> assertThat(pay(BLOCKS, payment).body()).isEqualTo("{\"height\":42}"));
	}

	@Test
	void copyOfACallThatStillRunsWaitsForIt() throws Exception {
		CountDownLatch done = new CountDownLatch(1);
		this.facilitator.settlement = (payment) -> {
			awaitQuietly(done);
			return new Settlement.Settled("0x1", Payments.BUYER, null);
		};
		String payment = payment("/services/blocks");
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<HttpResponse<String>> call = threads.submit(() -> pay(BLOCKS, payment));
			await().until(() -> this.facilitator.calls.contains("settle"));
			this.facilitator.settlement = (any) -> new Settlement.Failed(ErrorReason.INSUFFICIENT_FUNDS, null, null);
			awaitTooLate();
			Future<HttpResponse<String>> copy = threads.submit(() -> pay(BLOCKS, payment));
			done.countDown();
			assertThat(call.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
			HttpResponse<String> answer = copy.get(20, TimeUnit.SECONDS);
			assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
			assertThat(answer.body()).isEqualTo("{\"height\":42}");
		}
	}

	@Test
	void whatWasNotChargedHasToBeSignedAnew() {
		this.upstream.script = FakeUpstream.text(500, "text/plain", "out of order");
		String payment = payment("/services/blocks");
		assertThat(pay(BLOCKS, payment).statusCode()).isEqualTo(502);
		awaitTooLate();
		int runs = this.upstream.seen.size();
		assertThat(pay(BLOCKS, payment).body()).contains("payment_expires_too_soon");
		assertThat(this.upstream.seen).hasSize(runs);
	}

	private String payment(String path) {
		return Payments.header(terms(path), X402Version.V2, Payments.nonce(), this.validBefore);
	}

	/** Payments that are as old as ours and were never sent are refused from now on. */
	private void awaitTooLate() {
		await().until(() -> pay("/services/blocks/clock", payment("/services/blocks")).body()
			.contains("payment_expires_too_soon"));
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await(20, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
