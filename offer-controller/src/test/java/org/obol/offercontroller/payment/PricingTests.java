package org.obol.offercontroller.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.obol.api.ServiceOfferSpec;
import org.obol.api.ServiceOfferSpec.Asset;
import org.obol.api.ServiceOfferSpec.Payment;
import org.obol.api.ServiceOfferSpec.Price;
import org.obol.api.ServiceOfferSpec.Route;
import org.obol.api.ServiceOfferStatus;
import org.obol.x402.TokenRegistry;

class PricingTests {

	private static final String SELLER = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

	private final Pricing pricing = new Pricing(TokenRegistry.standard());

	@Test
	void decimalPriceBecomesAtomicUnitsOfTheNetworksUsdc() {
		Terms.Payable terms = payable(payment("base-sepolia", null, perRequest("0.01")), Map.of());
		assertThat(terms.accepts()).containsExactly(new ServiceOfferStatus.Accepts("exact", "eip155:84532", "10000",
				"0x036CbD53842c5426634e7929541eC2318f3dCF7e", SELLER, 300, Map.of("name", "USDC", "version", "2")));
		assertThat(terms.prices())
			.containsExactly(new ServiceOfferStatus.Price("0.01", "perRequest", "0.01", "USDC", 6));
	}

	@Test
	void permit2TokenSaysSoInExtra() {
		Terms.Payable terms = payable(
				payment("eip155:84532", new Asset(null, "OBOL", null, null, null, null), perRequest("1.5")), Map.of());
		assertThat(terms.accepts().getFirst().amount()).isEqualTo("1500000000000000000");
		assertThat(terms.accepts().getFirst().extra()).containsEntry("assetTransferMethod", "permit2");
	}

	@Test
	void whatIsSaidAboutTheAgentIsInEveryRequirement() {
		Terms.Payable terms = payable(payment("base", null, perRequest("1")), Map.of("agentSkills", List.of("gas")));
		assertThat(terms.accepts().getFirst().extra()).containsEntry("agentSkills", List.of("gas"));
	}

	static Stream<Arguments> conversions() {
		return Stream.of(argumentSet("a call counts as 1,000 tokens", new Price(null, "2.5", null, null), "2500"),
				argumentSet("a call counts as five minutes", new Price(null, null, "1.2", null), "100000"),
				argumentSet("a fraction of the smallest unit is rounded", new Price(null, null, "1", null), "83333"),
				argumentSet("the price of a request goes first", new Price("0.5", "2", "3", null), "500000"));
	}

	@ParameterizedTest
	@MethodSource("conversions")
	void otherUnitsAreConvertedToThePriceOfACall(Price price, String atomic) {
		assertThat(payable(payment("base", null, price), Map.of()).accepts().getFirst().amount()).isEqualTo(atomic);
	}

	@Test
	void routesPriceIsMeantInTheOffersFirstTokenOnEveryNetworkThatHasIt() {
		Payment usdc = payment("base", null, perRequest("1"));
		Payment there = payment("base-sepolia", null, perRequest("1"));
		Payment obol = payment("base-sepolia", symbol("OBOL"), perRequest("20"));
		Terms.Payable terms = payable(List.of(usdc, there, obol), route(null, perRequest("0.5"), List.of()),
				route("paid", null, List.of()));
		assertThat(terms.routes().getFirst().accepts()).extracting(ServiceOfferStatus.Accepts::network)
			.containsExactly("eip155:8453", "eip155:84532");
		assertThat(terms.routes().getFirst().accepts()).extracting(ServiceOfferStatus.Accepts::amount)
			.containsOnly("500000");
		assertThat(terms.routes().getFirst().prices()).extracting(ServiceOfferStatus.Price::amount).containsOnly("0.5");
		assertThat(terms.routes().getLast().accepts()).isEmpty();
		assertThat(terms.accepts()).hasSize(3);
	}

	@Test
	void routesPaymentsReplaceThoseOfTheOffer() {
		Terms.Payable terms = payable(List.of(payment("base", null, perRequest("1"))),
				route(null, perRequest("9"), List.of(payment("base-sepolia", symbol("OBOL"), perRequest("2")))));
		assertThat(terms.routes().getFirst().prices()).singleElement()
			.returns("OBOL", (price) -> price.symbol())
			.returns("2", (price) -> price.amount());
	}

	static Stream<Arguments> routeMistakes() {
		return Stream.of(
				argumentSet("a price the token can't express", route(null, perRequest("0.0000001"), List.of()),
						"routes[0].price.perRequest: price 0.0000001 has 7 decimals"),
				argumentSet("a price on a free route", route("free", perRequest("1"), List.of()),
						"routes[0].gate 'free' contradicts its price"),
				argumentSet("an unknown network",
						route(null, null, List.of(payment("moonbase", null, perRequest("1")))),
						"routes[0].payments[0].network 'moonbase'"));
	}

	@ParameterizedTest
	@MethodSource("routeMistakes")
	void mistakeInARouteIsNamed(Route route, String message) {
		assertThat(this.pricing.of(offer(List.of(payment("base", null, perRequest("1"))), route), Map.of()))
			.isInstanceOfSatisfying(Terms.Refused.class, (refused) -> assertThat(refused.message()).contains(message));
	}

	private Terms.Payable payable(List<Payment> payments, Route... routes) {
		return (Terms.Payable) this.pricing.of(offer(payments, routes), Map.of());
	}

	private static ServiceOfferSpec offer(List<Payment> payments, Route... routes) {
		return new ServiceOfferSpec("http", null, null, null, payments.getFirst(), payments, null, null, null, null,
				List.of(routes), null, Map.of(), null, null, null);
	}

	private static Route route(String gate, Price price, List<Payment> payments) {
		return new Route("/x", List.of(), gate, price, null, payments, null);
	}

	static Stream<Arguments> mistakes() {
		return Stream.of(
				argumentSet("unknown network", payment("moonbase", null, perRequest("1")),
						"payment.network 'moonbase': unknown network"),
				argumentSet("network without USDC", payment("sepolia", null, perRequest("1")),
						"payment.asset: no token USDC is known on sepolia"),
				argumentSet("chain that is not an EVM chain", payment("solana", null, perRequest("1")),
						"payment.network 'solana' is not an EVM chain"),
				argumentSet("unknown symbol", payment("base", symbol("DOGE"), perRequest("1")),
						"no token DOGE is known on base (known there: USDC)"),
				argumentSet("more decimals than the token has", payment("base", null, perRequest("0.0000001")),
						"payment.price.perRequest: price 0.0000001 has 7 decimals, USDC has only 6"),
				argumentSet("a price that rounds to nothing",
						payment("base", null, new Price(null, "0.0001", null, null)),
						"payment.price.perMTok '0.0001' is less than the smallest unit of USDC for one call"),
				argumentSet("no price", payment("base", null, new Price(null, null, null, "1")),
						"payment.price: set one of perRequest, perMTok, perHour"),
				argumentSet("zero", payment("base", null, perRequest("0")), "must be greater than 0"),
				argumentSet("known token with other decimals",
						payment("base",
								new Asset("0x833589fcd6edb6e08f4c7c32d4f71b54bda02913", null, 18, null, null, null),
								perRequest("1")),
						"payment.asset.decimals '18' is wrong for USDC on base: it is '6'"),
				argumentSet("unknown token without decimals",
						payment("base",
								new Asset("0x1111111111111111111111111111111111111111", "X", null, null, "X", "1"),
								perRequest("1")),
						"payment.asset.decimals is needed"));
	}

	@ParameterizedTest
	@MethodSource("mistakes")
	void mistakeIsNamedWithItsFieldAndValue(Payment payment, String message) {
		assertThat(this.pricing.of(spec(List.of(), payment), Map.of())).isInstanceOfSatisfying(Terms.Refused.class,
				(refused) -> assertThat(refused.message()).contains(message));
	}

	@Test
	void unknownTokenCanBeDescribedInFull() {
		Asset asset = new Asset("0x1111111111111111111111111111111111111111", "EURX", 2, "permit2", "Euro X", "1");
		assertThat(payable(payment("base", asset, perRequest("0.5")), Map.of()).accepts().getFirst().amount())
			.isEqualTo("50");
	}

	@Test
	void mostOfAMeteredCallIsWhatBuyersSignAndTheRateIsTold() {
		ServiceOfferSpec agent = metered("agent", symbol("OBOL"), new Price("0.5", "20", null, null));
		assertThat(this.pricing.of(agent, Map.of())).isInstanceOfSatisfying(Terms.Payable.class, (terms) -> {
			assertThat(terms.accepts()).singleElement()
				.returns("upto", (accepts) -> accepts.scheme())
				.returns("500000000000000000", (accepts) -> accepts.amount())
				.returns("20000000000000000000", (accepts) -> accepts.extra().get("atomicPerMTok"));
			assertThat(terms.prices())
				.containsExactly(new ServiceOfferStatus.Price("0.5", "perMTok", "20", "OBOL", 18));
		});
		ServiceOfferSpec http = metered("http", symbol("OBOL"), perRequest("0.5"));
		assertThat(((Terms.Payable) this.pricing.of(http, Map.of())).prices())
			.containsExactly(new ServiceOfferStatus.Price("0.5", "perRequest", "0.5", "OBOL", 18));
	}

	static Stream<Arguments> meteringMistakes() {
		Asset obol = symbol("OBOL");
		return Stream.of(
				argumentSet("a token without Permit2", metered("agent", null, new Price("1", "2", null, null)),
						"payment.scheme 'upto' needs a token that is paid through Permit2, and USDC is not"),
				argumentSet("no maximum", metered("agent", obol, new Price(null, "2", null, null)),
						"payment.price.perRequest is missing"),
				argumentSet("no rate", metered("inference", obol, perRequest("1")), "payment.price.perMTok is missing"),
				argumentSet("a rate of nothing", metered("agent", obol, new Price("1", "0", null, null)),
						"payment.price.perMTok '0' must be more than 0"),
				argumentSet("tokens of a service that has none", metered("http", obol, new Price("1", "2", null, null)),
						"Settlement-Overrides"));
	}

	@ParameterizedTest
	@MethodSource("meteringMistakes")
	void mistakeInAMeteredPriceIsNamed(ServiceOfferSpec spec, String message) {
		assertThat(this.pricing.of(spec, Map.of())).isInstanceOfSatisfying(Terms.Refused.class,
				(refused) -> assertThat(refused.message()).contains(message));
	}

	private static ServiceOfferSpec metered(String type, Asset asset, Price price) {
		Payment payment = new Payment("upto", "base-sepolia", SELLER, null, asset, price);
		return new ServiceOfferSpec(type, null, null, null, payment, List.of(), null, null, null, null, List.of(), null,
				Map.of(), null, null, null);
	}

	@Test
	void severalWaysToPayKeepTheirOrder() {
		Payment usdc = payment("base-sepolia", null, perRequest("0.01"));
		Payment obol = payment("base-sepolia", symbol("OBOL"), perRequest("0.5"));
		Terms terms = this.pricing.of(spec(List.of(usdc, obol), usdc), Map.of());
		assertThat(terms).isInstanceOfSatisfying(Terms.Payable.class,
				(payable) -> assertThat(payable.prices()).extracting(ServiceOfferStatus.Price::symbol)
					.containsExactly("USDC", "OBOL"));
	}

	@Test
	void mistakeInOneOfSeveralNamesItsPlace() {
		Payment usdc = payment("base", null, perRequest("0.01"));
		Terms terms = this.pricing.of(spec(List.of(usdc, payment("nowhere", null, perRequest("1"))), usdc), Map.of());
		assertThat(terms).isInstanceOfSatisfying(Terms.Refused.class,
				(refused) -> assertThat(refused.message()).startsWith("payments[1].network 'nowhere'"));
	}

	private Terms.Payable payable(Payment payment, Map<String, Object> extra) {
		return (Terms.Payable) this.pricing.of(spec(List.of(), payment), extra);
	}

	private static ServiceOfferSpec spec(List<Payment> payments, Payment payment) {
		return new ServiceOfferSpec("http", null, null, null, payment, payments, null, null, null, null, List.of(),
				null, Map.of(), null, null, null);
	}

	private static Payment payment(String network, Asset asset, Price price) {
		return new Payment("exact", network, SELLER, null, asset, price);
	}

	private static Price perRequest(String amount) {
		return new Price(amount, null, null, null);
	}

	private static Asset symbol(String symbol) {
		return new Asset(null, symbol, null, null, null, null);
	}

}
