package org.obol.gateway.route;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.obol.api.ServiceOfferSpec;
import org.obol.gateway.Offers;
import org.obol.gateway.Payments;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.X402Version;
import org.obol.x402.codec.PaymentPayloadCodec;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An old quote is good for its own time, at its own path, while the offer stays open
 * (attack 8).
 */
class FormerTermsTests {

	private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

	@Test
	void oldPriceIsGoodForItsOwnTimeAndNoLonger() {
		FormerTerms former = FormerTerms.none().after(List.of(blocks("10000")), List.of(blocks("20000")), NOW);
		assertThat(find(former, "20000", "10000", NOW.plusSeconds(299))).map((terms) -> terms.amount().toString())
			.contains("10000");
		assertThat(find(former, "20000", "10000", NOW.plusSeconds(300))).isEmpty();
		assertThat(find(former, "20000", "5000", NOW)).isEmpty();
	}

	@Test
	void furtherChangesDoNotLengthenOrShortenIt() {
		FormerTerms former = FormerTerms.none().after(List.of(blocks("10000")), List.of(blocks("20000")), NOW);
		former = former.after(List.of(blocks("20000")), List.of(blocks("30000")), NOW.plusSeconds(100));
		assertThat(find(former, "30000", "10000", NOW.plusSeconds(299))).isPresent();
		assertThat(find(former, "30000", "20000", NOW.plusSeconds(399))).isPresent();
		assertThat(find(former, "30000", "10000", NOW.plusSeconds(301))).isEmpty();
		former = former.after(List.of(blocks("30000")), List.of(blocks("30000")), NOW.plusSeconds(301));
		assertThat(find(former, "30000", "20000", NOW.plusSeconds(399))).isPresent();
	}

	@Test
	void offerThatWasClosedForgetsItsOldPrices() {
		FormerTerms former = FormerTerms.none().after(List.of(blocks("10000")), List.of(blocks("20000")), NOW);
		FormerTerms closed = former.after(List.of(blocks("20000")), List.of(), NOW);
		assertThat(find(closed, "20000", "10000", NOW)).isEmpty();
		assertThat(find(closed.after(List.of(), List.of(blocks("30000")), NOW), "30000", "20000", NOW)).isEmpty();
	}

	@Test
	void oldPriceOfOnePathIsNoneOfAnother() {
		FormerTerms former = FormerTerms.none()
			.after(List.of(blocks("10000"), route("other", "50000")), List.of(blocks("20000"), route("other", "60000")),
					NOW);
		assertThat(former.find(route("other", "60000"), payment("10000"), NOW)).isEmpty();
		assertThat(former.find(route("other", "60000"), payment("50000"), NOW)).isPresent();
	}

	@Test
	void oldPricesOfOffersThatDidNotChangeStay() {
		FormerTerms former = FormerTerms.none().after(List.of(blocks("10000")), List.of(blocks("20000")), NOW);
		former = former.after(List.of(route("other", "50000")), List.of(route("other", "60000")), NOW.plusSeconds(1));
		assertThat(find(former, "20000", "10000", NOW.plusSeconds(299))).isPresent();
		assertThat(former.find(route("other", "60000"), payment("50000"), NOW.plusSeconds(299))).isPresent();
	}

	@Test
	void oldPriceIsNoneOfAnotherOfferThatTakesThePath() {
		Route older = at("older", "/api", "10000");
		FormerTerms former = FormerTerms.none().after(List.of(older), List.of(at("older", "/api", "20000")), NOW);
		assertThat(former.find(at("younger", "/api", "20000"), payment("10000"), NOW)).isEmpty();
		former = former.after(List.of(at("older", "/api", "20000")), List.of(at("younger", "/api", "30000")), NOW);
		assertThat(former.find(at("younger", "/api", "30000"), payment("20000"), NOW)).isEmpty();
	}

	@Test
	void tableThatIsReplacedKeepsTheOldPricesOfWhatDidNotChange() {
		RouteTable table = new RouteTable(Clock.fixed(NOW, ZoneOffset.UTC));
		Route other = route("other", "50000");
		for (String price : List.of("10000", "20000")) {
			table.replace(new RouteTable.Snapshot(Map.of("/services/blocks", blocks(price), "/services/other", other),
					Map.of()));
		}
		table.replace(new RouteTable.Snapshot(
				Map.of("/services/blocks", table.routes().stream().filter((route) -> route != other).findFirst().get(),
						"/services/other", route("other", "60000")),
				Map.of()));
		assertThat(table.formerTerms(blocks("20000"), payment("10000"))).isPresent();
		assertThat(table.formerTerms(route("other", "60000"), payment("50000"))).isPresent();
		table.replace(new RouteTable.Snapshot(Map.of(), Map.of()));
		assertThat(table.formerTerms(blocks("20000"), payment("10000"))).isEmpty();
	}

	@Test
	void onlyTheNewestAreRemembered() {
		FormerTerms former = FormerTerms.none();
		for (int price : IntStream.range(1, 40).toArray()) {
			former = former.after(List.of(blocks("" + price)), List.of(blocks("" + (price + 1))), NOW);
		}
		FormerTerms last = former;
		List<Integer> good = IntStream.rangeClosed(1, 40)
			.filter((price) -> find(last, "40", "" + price, NOW).isPresent())
			.boxed()
			.toList();
		assertThat(good).containsExactly(32, 33, 34, 35, 36, 37, 38, 39);
	}

	private static Optional<PaymentRequirements> find(FormerTerms former, String current, String paid, Instant now) {
		return former.find(blocks(current), payment(paid), now);
	}

	private static PaymentPayload payment(String amount) {
		return PaymentPayloadCodec.decodeHeader(Payments.header(blocks(amount).accepts().getFirst(), X402Version.V2,
				Payments.nonce(), NOW.plusSeconds(290)));
	}

	private static Route blocks(String amount) {
		return route("blocks", amount);
	}

	private static Route route(String name, String amount) {
		return at(name, "/services/" + name, amount);
	}

	private static Route at(String name, String path, String amount) {
		var status = Offers.status("http://up", null, List.of(Offers.accepts(amount, 300)));
		return TestRoutes
			.of(List.of(Offers.live(name, "shop", Offers.spec(ServiceOfferSpec.TYPE_HTTP, null, path), status)))
			.live()
			.get(path);
	}

}
