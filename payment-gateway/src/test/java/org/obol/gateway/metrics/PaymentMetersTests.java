package org.obol.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.obol.gateway.Offers;
import org.obol.gateway.ledger.OfferName;
import org.obol.gateway.route.Route;
import org.obol.gateway.route.RouteTable;
import org.obol.gateway.route.TestRoutes;
import org.obol.x402.Network;
import org.obol.x402.PaymentId;

import static org.assertj.core.api.Assertions.assertThat;

class PaymentMetersTests {

	private static final OfferName BLOCKS = new OfferName("shop", "blocks");

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final RouteTable table = TestRoutes.table(Offers.http("blocks", "http://blocks.shop.svc"));

	private final PaymentMeters meters = new PaymentMeters(this.registry, Clock.systemUTC(), this.table);

	@Test
	void paymentIsCountedOnceHoweverOftenItIsFound() {
		Route route = this.table.routes().iterator().next();
		this.meters.charged(route, payment(1));
		this.meters.chargedAfterAll(BLOCKS, payment(1));
		this.meters.chargedAfterAll(BLOCKS, payment(2));
		this.meters.chargedAfterAll(BLOCKS, payment(2));
		assertThat(charged("blocks")).isEqualTo(2);
	}

	@Test
	void whatIsFoundBeforeTheFirstCallIsOnTheSameSeries() {
		this.meters.chargedAfterAll(BLOCKS, payment(1));
		this.meters.charged(this.table.routes().iterator().next(), payment(2));
		assertThat(series("blocks")).singleElement().satisfies((counter) -> assertThat(counter.count()).isEqualTo(2));
	}

	@Test
	void offerIsNotTakenForGoneBeforeTheOffersAreKnown() {
		PaymentMeters early = new PaymentMeters(this.registry, Clock.systemUTC(), TestRoutes.unloaded());
		early.chargedAfterAll(BLOCKS, payment(1));
		assertThat(charged("blocks")).isEqualTo(1);
		new PaymentMeters(this.registry, Clock.systemUTC(), TestRoutes.table()).chargedAfterAll(BLOCKS, payment(1));
		assertThat(charged("blocks")).isEqualTo(1);
		assertThat(charged("(deleted)")).isEqualTo(1);
	}

	@Test
	void offerThatIsClosedKeepsItsSeriesAndOneThatIsGoneDoesNot() {
		this.meters.chargedAfterAll(BLOCKS, payment(1));
		this.meters.charged(this.table.routes().iterator().next(), payment(2));
		this.table.replace(new RouteTable.Snapshot(Map.of(), Map.of("/services/blocks", BLOCKS)));
		this.meters.prune();
		this.meters.chargedAfterAll(BLOCKS, payment(3));
		assertThat(charged("blocks")).isEqualTo(3);
		this.table.replace(TestRoutes.of(List.of()));
		this.meters.prune();
		assertThat(series("blocks")).isEmpty();
		this.meters.chargedAfterAll(BLOCKS, payment(4));
		this.meters.prune();
		assertThat(series("blocks")).isEmpty();
		assertThat(charged("(deleted)")).isEqualTo(1);
	}

	private static PaymentId payment(int number) {
		return new PaymentId(Network.evm(84532), Offers.USDC, Offers.SELLER, "0x" + number);
	}

	private double charged(String offer) {
		return series(offer).stream().mapToDouble(Counter::count).sum();
	}

	private List<Counter> series(String offer) {
		return List
			.copyOf(this.registry.find("obol.x402.verifier.charged.requests").tag("offer_name", offer).counters());
	}

}
