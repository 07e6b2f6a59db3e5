package org.obol.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.obol.x402.ErrorReason;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.codec.PaymentRequiredCodec;
import org.obol.x402.extension.PaymentIdentifier;
import org.obol.x402.facilitator.Settlement;
import org.obol.x402.facilitator.Verification;

/** A purchase with a name is charged once, however often it is signed. */
class PaymentIdentifierIT extends GatewayIT {

	private static final String BLOCKS = "/services/blocks/height";

	private static final String NAME = "pay_0123456789abcdef";

	@Test
	void theIdentifierIsDeclared() {
		String required = PaidCallIT.header(send(request(BLOCKS)), "PAYMENT-REQUIRED");
		assertThat(PaymentRequiredCodec.decodeHeader(required).extensions()).containsKey(PaymentIdentifier.KEY);
	}

	@Test
	void aPurchaseSignedAgainGetsTheSameAnswerAndIsNotCharged() {
		HttpResponse<String> first = pay(BLOCKS, Payments.named(terms(), NAME));
		assertThat(first.statusCode()).isEqualTo(200);
		this.upstream.script = FakeUpstream.text(200, "text/plain", "something else");
		HttpResponse<String> again = pay(BLOCKS, Payments.named(terms(), NAME));
		assertThat(again.statusCode()).isEqualTo(200);
		assertThat(again.body()).isEqualTo(first.body());
		assertThat(PaidCallIT.header(again, "PAYMENT-RESPONSE"))
			.isEqualTo(PaidCallIT.header(first, "PAYMENT-RESPONSE"));
		assertThat(this.facilitator.calls).containsExactly("verify", "settle", "verify");
		assertThat(this.upstream.seen).hasSize(1);
		assertThat(state()).isEqualTo("SETTLED,RELEASED");
	}

	@Test
	void onlyTheWalletItselfGetsTheAnswerOfItsPurchase() {
		pay(BLOCKS, Payments.named(terms(), NAME));
		this.facilitator.verification = (payment) -> new Verification.Invalid(ErrorReason.INVALID_SIGNATURE, null,
				null);
		HttpResponse<String> stranger = pay(BLOCKS, Payments.named(terms(), NAME));
		assertThat(stranger.statusCode()).isEqualTo(402);
		assertThat(stranger.body()).doesNotContain("height");
	}

	@Test
	void aNameForAnotherRequestIsRefused() {
		pay(BLOCKS, Payments.named(terms(), NAME));
		HttpResponse<String> other = pay("/services/blocks/other", Payments.named(terms(), NAME));
		assertThat(other.statusCode()).isEqualTo(409);
		assertThat(other.body()).contains("payment_identifier_already_used");
		assertThat(this.upstream.seen).hasSize(1);
		assertThat(this.facilitator.settled).hasValue(1);
	}

	@Test
	void aNameIsGoodForOneOffer() {
		sell(Offers.http("blocks", this.upstream.url().toString()),
				Offers.http("other", this.upstream.url().toString()));
		pay(BLOCKS, Payments.named(terms(), NAME));
		HttpResponse<String> other = pay("/services/other/height", Payments.named(terms(), NAME));
		assertThat(other.statusCode()).isEqualTo(200);
		assertThat(this.facilitator.settled).hasValue(2);
	}

	@Test
	void whatWasNotChargedMayBeTriedAgainUnderItsName() {
		this.upstream.script = FakeUpstream.text(500, "text/plain", "broken");
		assertThat(pay(BLOCKS, Payments.named(terms(), NAME)).statusCode()).isEqualTo(502);
		assertThat(pay("/services/blocks/other", Payments.named(terms(), NAME)).statusCode()).isEqualTo(409);
		this.upstream.script = FakeUpstream.text(200, "text/plain", "well again");
		assertThat(pay(BLOCKS, Payments.named(terms(), NAME)).body()).isEqualTo("well again");
		assertThat(this.facilitator.settled).hasValue(1);
	}

	@Test
	void aRefusedPaymentDoesNotKeepTheName() {
		this.facilitator.verification = (payment) -> new Verification.Invalid(ErrorReason.INVALID_SIGNATURE, null,
				null);
		assertThat(pay("/services/blocks/other", Payments.named(terms(), NAME)).statusCode()).isEqualTo(402);
		this.facilitator.reset();
		assertThat(pay(BLOCKS, Payments.named(terms(), NAME)).statusCode()).isEqualTo(200);
	}

	@Test
	void anUnknownSettlementIsNotPaidTwiceUnderItsName() {
		this.facilitator.settlement = (payment) -> new Settlement.Unknown(ErrorReason.SETTLEMENT_PENDING, null, "0x1");
		assertThat(pay(BLOCKS, Payments.named(terms(), NAME)).statusCode()).isEqualTo(503);
		this.facilitator.reset();
		HttpResponse<String> again = pay(BLOCKS, Payments.named(terms(), NAME));
		assertThat(again.statusCode()).isEqualTo(409);
		assertThat(again.body()).contains("payment_in_progress");
		assertThat(this.facilitator.settled).hasValue(0);
	}

	@Test
	void twentySignaturesUnderOneNameAtOnceAreChargedOnce() throws Exception {
		CountDownLatch arrived = new CountDownLatch(1);
		this.upstream.script = (exchange, body) -> {
			arrived.await(5, TimeUnit.SECONDS);
			FakeUpstream.text(200, "text/plain", "once").run(exchange, body);
		};
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<HttpResponse<String>>> answers = IntStream.range(0, 20)
				.mapToObj((ignored) -> threads.submit(() -> pay(BLOCKS, Payments.named(terms(), NAME))))
				.toList();
			org.awaitility.Awaitility.await().until(() -> !this.upstream.seen.isEmpty());
			arrived.countDown();
			for (Future<HttpResponse<String>> answer : answers) {
				assertThat(answer.get().statusCode()).isEqualTo(200);
				assertThat(answer.get().body()).isEqualTo("once");
			}
		}
		assertThat(this.upstream.seen).hasSize(1);
		assertThat(this.facilitator.settled).hasValue(1);
	}

	@Test
	void whatIsNoIdentifierIsABadRequest() {
		HttpResponse<String> response = pay(BLOCKS, Payments.named(terms(), "too short"));
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("payment-identifier");
		assertThat(pay(BLOCKS, Payments.named(terms(), 7)).statusCode()).isEqualTo(400);
		assertThat(this.facilitator.calls).isEmpty();
	}

	private PaymentRequirements terms() {
		return terms("/services/blocks");
	}

}
