package org.obol.gateway.extension;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.obol.gateway.FakeFacilitator;
import org.obol.gateway.route.QuoteExtensions.Sold;
import org.obol.gateway.route.Runtime;
import org.obol.x402.AtomicAmount;
import org.obol.x402.Network;
import org.obol.x402.PaymentRequired;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.ResourceInfo;
import org.obol.x402.Supported;
import org.obol.x402.TokenRegistry;
import org.obol.x402.X402Version;
import org.obol.x402.codec.PaymentRequiredCodec;
import org.obol.x402.evm.EvmAccount;
import org.obol.x402.evm.GasSponsoring;
import org.obol.x402.extension.Bazaar;
import org.obol.x402.extension.OfferReceipt;
import org.obol.x402.extension.PaymentIdentifier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class DeclaredExtensionsTests {

	private final FakeFacilitator facilitator = new FakeFacilitator();

	private final StepClock clock = new StepClock();

	private final SupportedExtensions supported = new SupportedExtensions(this.facilitator, this.clock);

	private final DeclaredExtensions declared = new DeclaredExtensions(this.supported, provider(null), this.clock);

	@Test
	void gasSponsoringIsDeclaredWhereOneCanPayThroughPermit2() {
		this.supported.ask();
		assertThat(this.declared.of(sold("OBOL"))).containsEntry(GasSponsoring.KEY, GasSponsoring.advertisement());
		assertThat(this.declared.of(sold("USDC"))).doesNotContainKey(GasSponsoring.KEY);
	}

	@Test
	void gasSponsoringIsNotDeclaredBeforeTheFacilitatorListsIt() {
		int before = this.declared.version();
		assertThat(this.declared.of(sold("OBOL"))).doesNotContainKey(GasSponsoring.KEY);
		this.supported.ask();
		assertThat(this.declared.version()).isNotEqualTo(before);
	}

	@Test
	void facilitatorThatIsAwayChangesNothingAndIsAskedAgain() {
		this.supported.ask();
		int version = this.declared.version();
		this.facilitator.listed = () -> {
			throw new IllegalStateException("away");
		};
		this.clock.now = this.clock.now.plus(Duration.ofHours(1));
		this.supported.ask();
		assertThat(this.declared.version()).isEqualTo(version);
		this.facilitator.listed = List::of;
		this.supported.ask();
		assertThat(this.declared.of(sold("OBOL"))).doesNotContainKey(GasSponsoring.KEY);
	}

	@Test
	void whoSettlesMaximumsIsToldOnceItIsKnownAndStaysTheSameAmongSeveral() {
		Network base = Network.evm(84532);
		assertThat(this.declared.facilitatorAddress(base)).isEmpty();
		String first = "0x" + "a".repeat(40);
		String second = "0x" + "b".repeat(40);
		this.facilitator.signers = Map.of("eip155:*", List.of(first, second));
		this.facilitator.kinds = () -> settling(first);
		this.supported.ask();
		int version = this.declared.version();
		assertThat(this.declared.facilitatorAddress(base)).hasValue(first);
		this.facilitator.kinds = () -> settling(second);
		this.clock.now = this.clock.now.plus(Duration.ofMinutes(11));
		this.supported.ask();
		assertThat(this.declared.facilitatorAddress(base)).hasValue(first);
		assertThat(this.declared.version()).isEqualTo(version);
		this.facilitator.signers = Map.of("eip155:*", List.of(second));
		this.clock.now = this.clock.now.plus(Duration.ofMinutes(11));
		this.supported.ask();
		assertThat(this.declared.facilitatorAddress(base)).hasValue(second);
		assertThat(this.declared.version()).isNotEqualTo(version);
	}

	private static List<Supported.Kind> settling(String address) {
		return List
			.of(new Supported.Kind(X402Version.V2, "upto", Network.evm(84532), Map.of("facilitatorAddress", address)));
	}

	@Test
	void everyOfferSaysHowItIsCalled() {
		assertThat(this.declared.of(sold("USDC"))).containsEntry(Bazaar.KEY, Bazaar.query("GET"))
			.containsEntry(PaymentIdentifier.KEY, PaymentIdentifier.declaration(false))
			.doesNotContainKey(OfferReceipt.KEY);
		Sold chat = new Sold("https://market.example/services/x/v1/chat/completions", Runtime.HERMES,
				sold("USDC").accepts());
		assertThat(this.declared.of(chat)).containsEntry(Bazaar.KEY, Bazaar.chat());
	}

	@Test
	void signedOffersAreRenewedBeforeTheyRunOut() {
		EvmAccount account = EvmAccount.ofPrivateKey("0x" + "1".repeat(64));
		DeclaredExtensions signing = new DeclaredExtensions(this.supported, provider(new OfferReceipt(account)),
				this.clock);
		int version = signing.version();
		assertThat(validUntil(signing)).isEqualTo(Instant.parse("2026-11-23T13:00:00Z"));
		this.clock.now = Instant.parse("2026-11-23T12:29:59Z");
		assertThat(signing.version()).isEqualTo(version);
		this.clock.now = Instant.parse("2026-11-23T12:30:00Z");
		assertThat(signing.version()).isNotEqualTo(version);
		assertThat(validUntil(signing)).isEqualTo(Instant.parse("2026-11-23T13:30:00Z"));
	}

	@Test
	void theWholeHeaderStaysBelowWhatClientsTake() {
		this.supported.ask();
		DeclaredExtensions signing = new DeclaredExtensions(this.supported,
				provider(new OfferReceipt(EvmAccount.ofPrivateKey("0x" + "1".repeat(64)))), this.clock);
		List<PaymentRequirements> accepts = List.of(sold("USDC").accepts().getFirst(),
				sold("OBOL").accepts().getFirst());
		Sold both = new Sold("https://market.example/services/quant/v1/chat/completions", Runtime.HERMES, accepts);
		String header = PaymentRequiredCodec.encodeHeader(PaymentRequired
			.of("Payment required", ResourceInfo.of(both.url(), "x".repeat(300), "application/json"), accepts)
			.withExtensions(signing.of(both)));
		assertThat(header.length()).isLessThan(6_500);
	}

	private static Instant validUntil(DeclaredExtensions declared) {
		Map<?, ?> extension = (Map<?, ?>) declared.of(sold("USDC")).get(OfferReceipt.KEY);
		Map<?, ?> offer = (Map<?, ?>) ((List<?>) ((Map<?, ?>) extension.get("info")).get("offers")).getFirst();
		return Instant.ofEpochSecond((long) ((Map<?, ?>) offer.get("payload")).get("validUntil"));
	}

	private static ObjectProvider<OfferReceipt> provider(OfferReceipt signer) {
		StaticListableBeanFactory beans = new StaticListableBeanFactory();
		if (signer != null) {
			beans.addBean("signer", signer);
		}
		return beans.getBeanProvider(OfferReceipt.class);
	}

	static Sold sold(String symbol) {
		PaymentRequirements offer = PaymentRequirements.exact(
				TokenRegistry.standard().bySymbol(Network.evm(84532), symbol).orElseThrow(), AtomicAmount.of(10_000),
				"0x70997970C51812dc3A010C7d01b50e0d17dc79C8", 300);
		return new Sold("https://market.example/services/x", Runtime.HTTP, List.of(offer));
	}

	private static final class StepClock extends Clock {

		private Instant now = Instant.parse("2026-11-23T12:00:00Z");

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
