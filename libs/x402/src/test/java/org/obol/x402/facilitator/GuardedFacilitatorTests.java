package org.obol.x402.facilitator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.obol.x402.ErrorReason;
import org.obol.x402.Fixtures;
import org.obol.x402.Network;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.codec.PaymentPayloadCodec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class GuardedFacilitatorTests {

	private final PaymentPayload payment = PaymentPayloadCodec
		.decodeHeader(Fixtures.read("v2.json").get("paymentHeader").asString());

	private final PaymentRequirements offer = this.payment.accepted();

	private final FakeFacilitator fake = FakeFacilitator.of("exact", Network.evm(84532));

	private final MovableClock clock = new MovableClock();

	private final GuardedFacilitator guarded = new GuardedFacilitator(this.fake,
			new GuardSettings(1, 1, Duration.ofMillis(10), 3, Duration.ofSeconds(10)), this.clock);

	@Test
	void onlySoManyCallsAtOnce() {
		this.fake.gate = new CountDownLatch(1);
		CompletableFuture<Verification> first = CompletableFuture
			.supplyAsync(() -> this.guarded.verify(this.payment, this.offer));
		await().until(() -> this.fake.calls.contains("verify"));
		assertThat(this.guarded.verify(this.payment, this.offer)).isInstanceOfSatisfying(Verification.Unavailable.class,
				(unavailable) -> assertThat(unavailable.reason()).isEqualTo(ErrorReason.FACILITATOR_BUSY));
		// A settlement never waits behind verifications.
		assertThat(this.guarded.settle(this.payment, this.offer)).isInstanceOf(Settlement.Settled.class);
		this.fake.gate.countDown();
		assertThat(first).succeedsWithin(Duration.ofSeconds(5)).isInstanceOf(Verification.Valid.class);
	}

	@Test
	void aBrokenFacilitatorIsLeftAloneAndThenTriedOnce() {
		this.fake.settlement = new Settlement.Unknown(ErrorReason.FACILITATOR_TIMEOUT, null, null);
		for (int i = 0; i < 3; i++) {
			assertThat(this.guarded.settle(this.payment, this.offer)).isInstanceOf(Settlement.Unknown.class);
		}
		assertThat(this.guarded.settle(this.payment, this.offer)).isInstanceOfSatisfying(Settlement.Failed.class,
				(failed) -> assertThat(failed.reason().isRetryable()).isTrue());
		assertThat(this.fake.calls).hasSize(3);
		this.clock.pass(Duration.ofSeconds(11));
		assertThat(this.guarded.settle(this.payment, this.offer)).isInstanceOf(Settlement.Unknown.class);
		assertThat(this.guarded.settle(this.payment, this.offer)).isInstanceOf(Settlement.Failed.class);
		this.clock.pass(Duration.ofSeconds(11));
		this.fake.settlement = new Settlement.Settled("0xabc", "0xbuyer", null);
		assertThat(this.guarded.settle(this.payment, this.offer)).isInstanceOf(Settlement.Settled.class);
		assertThat(this.guarded.settle(this.payment, this.offer)).isInstanceOf(Settlement.Settled.class);
	}

	@Test
	void badPaymentsDoNotMakeAFacilitatorBad() {
		this.fake.verification = new Verification.Invalid(ErrorReason.INVALID_SIGNATURE, null, null);
		for (int i = 0; i < 20; i++) {
			assertThat(this.guarded.verify(this.payment, this.offer)).isInstanceOf(Verification.Invalid.class);
		}
	}

	@Test
	void theRosterTakesTheFirstThatListsTheOffer() {
		FakeFacilitator other = FakeFacilitator.of("upto", Network.evm(84532));
		FacilitatorRoster roster = new FacilitatorRoster(List.of(other, this.fake), this.clock);
		assertThat(roster.verify(this.payment, this.offer)).isInstanceOf(Verification.Valid.class);
		assertThat(roster.settle(this.payment, this.offer)).isInstanceOf(Settlement.Settled.class);
		assertThat(this.fake.calls).containsExactly("supported", "verify", "settle");
		assertThat(other.calls).containsExactly("supported");
		assertThat(roster.supported().extensions()).containsExactly("upto", "exact");
		assertThat(roster.supported().signers().get("eip155:*")).containsExactly("0xupto", "0xexact");
	}

	@Test
	void anOfferNobodyListsIsRefusedUnlessSomebodyWasSilent() {
		PaymentRequirements elsewhere = new PaymentRequirements("exact", Network.evm(1), this.offer.amount(),
				this.offer.asset(), this.offer.payTo(), 300, this.offer.extra());
		FacilitatorRoster roster = new FacilitatorRoster(List.of(this.fake), this.clock);
		assertThat(roster.verify(this.payment, elsewhere)).isInstanceOf(Verification.Invalid.class);
		FakeFacilitator silent = new FakeFacilitator();
		silent.silent = true;
		FacilitatorRoster unsure = new FacilitatorRoster(List.of(this.fake, silent), this.clock);
		assertThat(unsure.verify(this.payment, elsewhere)).isInstanceOf(Verification.Unavailable.class);
		assertThat(unsure.settle(this.payment, elsewhere)).isInstanceOfSatisfying(Settlement.Failed.class,
				(failed) -> assertThat(failed.reason().isRetryable()).isTrue());
	}

	@Test
	void whatWasSaidStaysGoodWhileTheFacilitatorIsSilent() {
		FacilitatorRoster roster = new FacilitatorRoster(List.of(this.fake), this.clock);
		assertThat(roster.supported().kinds()).hasSize(1);
		this.fake.silent = true;
		this.clock.pass(Duration.ofMinutes(11));
		assertThat(roster.supported().kinds()).hasSize(1);
		assertThat(this.fake.calls).hasSize(2);
		FakeFacilitator never = new FakeFacilitator();
		never.silent = true;
		assertThatExceptionOfType(FacilitatorException.class)
			.isThrownBy(new FacilitatorRoster(List.of(never), this.clock)::supported);
	}

	/** A clock that a test moves. */
	private static final class MovableClock extends Clock {

		private Instant now = Instant.parse("2026-11-23T12:00:00Z");

		void pass(Duration time) {
			this.now = this.now.plus(time);
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

		@Override
		public Instant instant() {
			return this.now;
		}

	}

}
