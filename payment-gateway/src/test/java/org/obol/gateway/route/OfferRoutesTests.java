package org.obol.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.obol.api.Condition;
import org.obol.api.RouteGate;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.api.ServiceOfferStatus;
import org.obol.gateway.Offers;
import org.obol.gateway.ledger.OfferName;
import org.obol.x402.Network;

class OfferRoutesTests {

	private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

	private final OfferRoutes routes = new OfferRoutes(URI.create("https://market.example/"),
			(ignored) -> java.util.Optional.empty(), TestRoutes.NONE);

	private final RouteTable table = new RouteTable(Clock.fixed(NOW, ZoneOffset.UTC));

	static Stream<Arguments> closed() {
		return Stream.of(Arguments.argumentSet("is paused", edit((offer) -> {
			offer.getMetadata().setAnnotations(new HashMap<>(Map.of(ServiceOffer.PAUSED_ANNOTATION, "true")));
			return offer;
		})), Arguments.argumentSet("is being deleted", edit((offer) -> {
			offer.getMetadata().setDeletionTimestamp(OffsetDateTime.parse("2026-11-23T11:00:00Z"));
			return offer;
		})), Arguments.argumentSet("has an upstream that is down", edit((offer) -> {
			offer.setStatus(status(offer,
					List.of(new Condition("ModelReady", "True", "x", null, 1L, null),
							new Condition("UpstreamHealthy", "False", "x", null, 1L, null)),
					offer.getStatus().accepts()));
			return offer;
		})), Arguments.argumentSet("has no price", edit((offer) -> {
			offer.setStatus(status(offer, offer.conditions(), List.of()));
			return offer;
		})), Arguments.argumentSet("has an unreadable price", edit((offer) -> {
			offer.setStatus(status(offer, offer.conditions(), List.of(Offers.accepts("1e4", 300))));
			return offer;
		})));
	}

	@ParameterizedTest
	@MethodSource("closed")
	void offerIsClosedWhenIt(UnaryOperator<ServiceOffer> edit) {
		load(edit.apply(Offers.http("blocks", "http://b.shop.svc.cluster.local:80")),
				Offers.http("other", "http://o.shop.svc.cluster.local:80"));
		assertThat(this.table.match("/services/blocks/height"))
			.isEqualTo(new RouteMatch.Closed(new OfferName("shop", "blocks")));
		assertThat(this.table.match("/services/other")).isInstanceOf(RouteMatch.Open.class);
	}

	@Test
	void maximumIsAskedForOnceItIsKnownWhoSettlesIt() {
		String address = "0x" + "a".repeat(40);
		ServiceOffer offer = Offers.http("blocks", "http://b.shop.svc.cluster.local:80");
		var exact = Offers.accepts("10000", 300);
		var upto = new ServiceOfferStatus.Accepts("upto", "eip155:84532", "10000", Offers.USDC, Offers.SELLER, 300,
				Map.of("name", "X", "version", "1", "assetTransferMethod", "permit2"));
		offer.setStatus(status(offer, offer.conditions(), List.of(upto)));
		load(offer);
		assertThat(this.table.match("/services/blocks")).isInstanceOf(RouteMatch.Closed.class);
		offer.setStatus(status(offer, offer.conditions(), List.of(upto, exact)));
		offer.getMetadata().setResourceVersion("2");
		load(offer);
		assertThat(open("/services/blocks").route().accepts()).extracting((terms) -> terms.scheme())
			.containsExactly("exact");
		QuoteExtensions known = new QuoteExtensions() {
			@Override
			public int version() {
				return 1;
			}

			@Override
			public Map<String, Object> of(Sold sold) {
				return Map.of();
			}

			@Override
			public java.util.Optional<String> facilitatorAddress(Network network) {
				return java.util.Optional.of(address);
			}
		};
		this.table.replace(TestRoutes.of(List.of(offer), known));
		assertThat(open("/services/blocks").route().accepts().getFirst().extra()).containsEntry("facilitatorAddress",
				address);
	}

	@Test
	void nothingMatchesBeforeTheFirstTable() {
		assertThat(this.table.isLoaded()).isFalse();
		assertThat(this.table.match("/services/blocks")).isInstanceOf(RouteMatch.Missing.class);
	}

	@Test
	void mostSpecificPathWins() {
		ServiceOffer wide = at("wide", "/api", "2026-01-01T00:00:00Z");
		ServiceOffer narrow = at("narrow", "/api/v2", "2026-01-02T00:00:00Z");
		load(wide, narrow);
		assertThat(open("/api/v2/x").route().offer().name()).isEqualTo("narrow");
		assertThat(open("/api/v2/x").rest()).isEqualTo("/x");
		assertThat(open("/api/v2x").route().offer().name()).isEqualTo("wide");
		assertThat(this.table.match("/apix")).isInstanceOf(RouteMatch.Missing.class);
	}

	@Test
	void closedOfferIsNotAnsweredByAWiderOne() {
		ServiceOffer narrow = at("narrow", "/api/v2", "2026-01-02T00:00:00Z");
		narrow.getMetadata().setAnnotations(new HashMap<>(Map.of(ServiceOffer.PAUSED_ANNOTATION, "true")));
		load(at("wide", "/api", "2026-01-01T00:00:00Z"), narrow);
		assertThat(this.table.match("/api/v2/x")).isInstanceOf(RouteMatch.Closed.class);
	}

	@Test
	void olderOfferKeepsThePathAlsoWhileItIsDown() {
		ServiceOffer older = at("older", "/api", "2026-01-01T00:00:00Z");
		ServiceOffer younger = at("younger", "/api", "2026-01-02T00:00:00Z");
		load(younger, older);
		assertThat(open("/api").route().offer().name()).isEqualTo("older");
		older.getMetadata().setAnnotations(new HashMap<>(Map.of(ServiceOffer.PAUSED_ANNOTATION, "true")));
		older.getMetadata().setResourceVersion("2");
		load(younger, older);
		assertThat(this.table.match("/api")).isEqualTo(new RouteMatch.Closed(new OfferName("shop", "older")));
	}

	@Test
	void youngerOfferGetsThePathOnceTheOlderIsGone() {
		ServiceOffer older = at("older", "/api", "2026-01-01T00:00:00Z");
		ServiceOffer younger = at("younger", "/api", "2026-01-02T00:00:00Z");
		load(older, younger);
		assertThat(open("/api").route().offer().name()).isEqualTo("older");
		load(younger);
		assertThat(open("/api").route().offer().name()).isEqualTo("younger");
		load(younger, older);
		assertThat(open("/api").route().offer().name()).isEqualTo("older");
	}

	@Test
	void offerThatIsCreatedAnewUnderItsOldNameIsRenderedAnew() {
		ServiceOffer offer = Offers.http("blocks", "http://b.shop.svc.cluster.local:80");
		load(offer);
		Quote before = open("/services/blocks").route().quote();
		offer.getMetadata().setUid("another");
		load(offer);
		assertThat(open("/services/blocks").route().quote()).isNotSameAs(before);
	}

	@Test
	void drainedOfferClosesByTheClock() {
		ServiceOffer offer = Offers.http("blocks", "http://b.shop.svc.cluster.local:80");
		offer.setSpec(drain("2026-11-23T11:30:00Z", "1h"));
		load(offer);
		assertThat(this.table.match("/services/blocks")).isInstanceOf(RouteMatch.Open.class);
		offer.setSpec(drain("2026-11-23T11:30:00Z", "20m"));
		offer.getMetadata().setResourceVersion("2");
		load(offer);
		assertThat(this.table.match("/services/blocks")).isInstanceOf(RouteMatch.Closed.class);
	}

	/** Some servers take both for the same path. */
	@Test
	void dearPathInAnotherCaseIsNotOpenedByACheapOne() {
		ServiceOffer offer = Offers.http("blocks", "http://b.shop.svc.cluster.local:80");
		offer.setSpec(Offers.spec("http", null, null, null,
				List.of(new ServiceOfferSpec.Route("/docs/*", List.of(), "free", null, null),
						new ServiceOfferSpec.Route("/docs/Secret/*", List.of("GET"), null, null, null))));
		load(offer);
		Route route = open("/services/blocks").route();
		assertThat(route.passage("/docs/Secret/1", "GET").gate()).isEqualTo(RouteGate.PAID);
		assertThat(route.passage("/docs/secret/1", "GET").gate()).isEqualTo(RouteGate.CLOSED);
		assertThat(route.passage("/docs/SECRET", "HEAD").gate()).isEqualTo(RouteGate.CLOSED);
		assertThat(route.passage("/docs/Public", "GET").gate()).isEqualTo(RouteGate.FREE);
		assertThat(route.passage("/DOCS/Public", "GET").gate()).isEqualTo(RouteGate.CLOSED);
	}

	@Test
	void declaredGatesCloseWhatIsNotDeclared() {
		ServiceOffer offer = Offers.http("blocks", "http://b.shop.svc.cluster.local:80");
		offer.setSpec(Offers.spec("http", null, null, null,
				List.of(new ServiceOfferSpec.Route("/free", List.of("get"), "free", null, null),
						new ServiceOfferSpec.Route("/paid/*", List.of(), null, null, null))));
		load(offer);
		Route route = open("/services/blocks").route();
		assertThat(route.passage("/free", "GET").gate()).isEqualTo(RouteGate.FREE);
		assertThat(route.passage("/free", "HEAD").gate()).isEqualTo(RouteGate.FREE);
		assertThat(route.passage("/free", "POST").gate()).isEqualTo(RouteGate.CLOSED);
		assertThat(route.passage("/paid/x", "POST").gate()).isEqualTo(RouteGate.PAID);
		assertThat(route.passage("/paidx", "GET").gate()).isEqualTo(RouteGate.CLOSED);
		assertThat(route.passage("", "GET").gate()).isEqualTo(RouteGate.CLOSED);
	}

	@Test
	void everyPricedPathHasItsOwn402AndTakesNoOtherPayment() {
		load(Offers.routes(Offers.http("reports", "http://r.shop.svc.cluster.local:80"),
				Map.of("/cheap", "1000", "/dear/*", "5000000", "/about", "")));
		Route route = open("/services/reports").route();
		Route.Passage cheap = route.passage("/cheap", "GET");
		Route.Passage dear = route.passage("/dear/annual", "POST");
		assertThat(cheap.route().accepts()).singleElement().returns("1000", (terms) -> terms.amount().toString());
		assertThat(dear.route().accepts()).singleElement().returns("5000000", (terms) -> terms.amount().toString());
		assertThat(dear.route().quote().required().resource().url())
			.isEqualTo("https://market.example/services/reports/dear");
		assertThat(dear.route().quote().required().resource().description()).isEqualTo("What /dear/* tells");
		assertThat(new String(dear.route().quote().body(), StandardCharsets.UTF_8)).contains("5000000")
			.doesNotContain("\"1000\"");
		assertThat(route.passage("/about", "GET").gate()).isEqualTo(RouteGate.FREE);
	}

	@Test
	void pricedPathStaysClosedUntilItsPriceIsWorkedOut() {
		ServiceOffer offer = Offers.routes(Offers.http("reports", "http://r.shop.svc.cluster.local:80"),
				Map.of("/dear", "5000000"));
		offer.setStatus(Offers.status("http://r.shop.svc.cluster.local:80", null));
		load(offer);
		assertThat(open("/services/reports").route().passage("/dear", "GET").gate()).isEqualTo(RouteGate.CLOSED);
	}

	@Test
	void unchangedOfferKeepsItsFinishedQuote() {
		ServiceOffer offer = Offers.http("blocks", "http://b.shop.svc.cluster.local:80");
		load(offer);
		Quote before = open("/services/blocks").route().quote();
		load(offer, Offers.http("other", "http://o.shop.svc.cluster.local:80"));
		assertThat(open("/services/blocks").route().quote()).isSameAs(before);
		offer.getMetadata().setResourceVersion("2");
		load(offer);
		assertThat(open("/services/blocks").route().quote()).isNotSameAs(before);
	}

	private void load(ServiceOffer... offers) {
		this.table.replace(this.routes.snapshot(List.of(offers)));
	}

	private RouteMatch.Open open(String path) {
		return (RouteMatch.Open) this.table.match(path);
	}

	private static ServiceOffer at(String name, String path, String created) {
		ServiceOffer offer = Offers.http(name, "http://x.shop.svc.cluster.local:80");
		offer.setSpec(Offers.spec("http", null, path));
		offer.getMetadata().setCreationTimestamp(OffsetDateTime.parse(created));
		return offer;
	}

	private static ServiceOfferSpec drain(String at, String grace) {
		return new ServiceOfferSpec("http", null, null, null, null, List.of(), null, null, null, null, List.of(), null,
				Map.of(), null, at, grace);
	}

	private static ServiceOfferStatus status(ServiceOffer offer, List<Condition> conditions,
			List<ServiceOfferStatus.Accepts> accepts) {
		return new ServiceOfferStatus(1L, null, null, null, null, offer.getStatus().upstream(), accepts, List.of(),
				List.of(), List.of(), conditions);
	}

	private static UnaryOperator<ServiceOffer> edit(UnaryOperator<ServiceOffer> edit) {
		return edit;
	}

}
