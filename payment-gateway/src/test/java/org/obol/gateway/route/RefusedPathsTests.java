package org.obol.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.obol.api.Condition;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.api.ServiceOfferStatus;
import org.obol.api.ServiceOfferStatus.Accepts;
import org.obol.api.ServiceOfferStatus.Price;
import org.obol.api.ServiceOfferStatus.Upstream;

class RefusedPathsTests {

	private static final OffsetDateTime MONDAY = OffsetDateTime.parse("2026-11-23T12:00:00Z");

	private static final Accepts PRICE = new Accepts("exact", "eip155:84532", "10000",
			"0x036CbD53842c5426634e7929541eC2318f3dCF7e", "0x70997970C51812dc3A010C7d01b50e0d17dc79C8", 300,
			Map.of("name", "USDC", "version", "2"));

	@Test
	void offerThatWasRefusedItsPathClosesNothingOfAnother() {
		ServiceOffer victim = offer("shop", "quant", "/services/quant", MONDAY, List.of(PRICE), "Reconciled", "True");
		ServiceOffer stranger = offer("elsewhere", "x", "/services/quant/v1", MONDAY.plusDays(1), List.of(),
				"PathConflict", "False");
		ServiceOffer reserved = offer("elsewhere", "y", "/services", MONDAY, List.of(), "ReservedPath", "False");
		RouteTable table = new RouteTable(Clock.systemUTC());
		table.replace(TestRoutes.of(List.of(stranger, reserved, victim)));
		assertThat(table.match("/services/quant/v1/chat/completions")).isInstanceOf(RouteMatch.Open.class);
		assertThat(table.match("/services/nobody")).isInstanceOf(RouteMatch.Missing.class);
	}

	private static ServiceOffer offer(String namespace, String name, String path, OffsetDateTime created,
			List<Accepts> accepts, String reason, String published) {
		ServiceOffer offer = new ServiceOffer(
				new V1ObjectMeta().namespace(namespace).name(name).creationTimestamp(created),
				new ServiceOfferSpec("http", null, null, null, null, List.of(), path, null, null, null, List.of(), null,
						Map.of(), null, null, null));
		offer.setStatus(new ServiceOfferStatus(1L, path, null, null, null,
				new Upstream("http://up.shop.svc.cluster.local:80", "/health"), accepts,
				accepts.isEmpty() ? List.of() : List.of(new Price("0.01", "perRequest", "0.01", "USDC", 6)), List.of(),
				List.of(),
				List.of(new Condition("ModelReady", "True", "Skipped", "", 1L, null),
						new Condition("UpstreamHealthy", "True", "Healthy", "", 1L, null),
						new Condition("RoutePublished", published, reason, "", 1L, null))));
		return offer;
	}

}
