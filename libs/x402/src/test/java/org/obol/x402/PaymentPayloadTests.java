package org.obol.x402;

import java.math.BigInteger;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PaymentPayloadTests {

	private static final String PAYER = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

	private static final String SELLER = "0x209693Bc6afc0C5328bA36FaF03C514EF312287C";

	private final Token usdc = TokenRegistry.standard().bySymbol(Network.evm(84532), "USDC").orElseThrow();

	private final PaymentRequirements offer = PaymentRequirements.exact(this.usdc, AtomicAmount.of(10_000), SELLER, 300)
		.withExtra("agentSkills", java.util.List.of("gas"))
		.withExtra("size", 1);

	private PaymentPayload accepting(PaymentRequirements accepted) {
		return PaymentPayload.v2(accepted, eip3009(10_000, "0x" + "AB".repeat(32), "0x00"), null, Map.of());
	}

	private static SchemePayload eip3009(long value, String nonce, String signature) {
		return new SchemePayload.Eip3009(signature,
				new Authorization(PAYER, SELLER, AtomicAmount.of(value), BigInteger.ZERO, BigInteger.TEN, nonce));
	}

	@Test
	void theOfferSentBackIsThisOffer() {
		assertThat(accepting(this.offer).isFor(this.offer)).isTrue();
	}

	@Test
	void theBuyerMayAddToExtra() {
		assertThat(accepting(this.offer.withExtra("mine", Map.of("a", 1))).isFor(this.offer)).isTrue();
	}

	@Test
	void equalNumbersAreEqualHoweverTheyWereRead() {
		assertThat(accepting(this.offer.withExtra("size", new BigInteger("1"))).isFor(this.offer)).isTrue();
		assertThat(accepting(this.offer.withExtra("size", 1.0)).isFor(this.offer)).isTrue();
		assertThat(accepting(this.offer.withExtra("size", "1")).isFor(this.offer)).isFalse();
	}

	@Test
	void anyChangedFieldIsAnotherOffer() {
		assertThat(accepting(this.offer.withExtra("name", "USD Coin")).isFor(this.offer)).isFalse();
		assertThat(accepting(this.offer.withAmount(AtomicAmount.of(9_999))).isFor(this.offer)).isFalse();
		assertThat(accepting(new PaymentRequirements("exact", this.offer.network(), this.offer.amount(),
				this.offer.asset(), this.offer.payTo(), 301, this.offer.extra()))
			.isFor(this.offer)).isFalse();
		assertThat(accepting(new PaymentRequirements("exact", this.offer.network(), this.offer.amount(),
				this.offer.asset(), SELLER.toLowerCase(java.util.Locale.ROOT), 300, this.offer.extra()))
			.isFor(this.offer)).isFalse();
		assertThat(
				accepting(PaymentRequirements.exact(this.usdc, AtomicAmount.of(10_000), SELLER, 300)).isFor(this.offer))
			.isFalse();
	}

	@Test
	void versionOneMustPayThePriceExactly() {
		Network network = this.offer.network();
		assertThat(PaymentPayload.v1("exact", network, eip3009(10_000, "0x" + "ab".repeat(32), "0x")).isFor(this.offer))
			.isTrue();
		assertThat(PaymentPayload.v1("exact", network, eip3009(10_001, "0x" + "ab".repeat(32), "0x")).isFor(this.offer))
			.isFalse();
		assertThat(PaymentPayload.v1("exact", Network.evm(8453), eip3009(10_000, "0x" + "ab".repeat(32), "0x"))
			.isFor(this.offer)).isFalse();
	}

	@Test
	void theIdIgnoresSignatureAndCase() {
		PaymentPayload first = PaymentPayload.v1("exact", this.offer.network(),
				eip3009(10_000, "0x" + "AB".repeat(32), "0x01"));
		PaymentPayload second = PaymentPayload.v2(this.offer, eip3009(10_000, "0x" + "ab".repeat(32), "0x02"), null,
				Map.of());
		assertThat(first.id(this.offer)).isPresent().isEqualTo(second.id(this.offer));
	}

}
