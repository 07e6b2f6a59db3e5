package org.obol.offercontroller.offer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;

class LifecyclesTests {

	private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

	@Test
	void drainingOfferSellsUntilItsGraceIsOver() {
		ServiceOffer offer = offer("2026-11-23T12:00:00Z", "10m");
		Instant end = NOON.plus(Duration.ofMinutes(10));
		assertThat(Lifecycles.at(offer, NOON)).isEqualTo(new Lifecycle.Draining(end));
		assertThat(Lifecycles.at(offer, end)).isEqualTo(new Lifecycle.Drained(end));
	}

	@Test
	void drainThatLiesAheadIsAlreadyAnnounced() {
		assertThat(Lifecycles.at(offer("2026-11-24T12:00:00Z", null), NOON))
			.isEqualTo(new Lifecycle.Draining(Instant.parse("2026-11-24T13:00:00Z")));
	}

	@Test
	void pausedAnnotationPauses() {
		ServiceOffer offer = offer(null, null);
		assertThat(Lifecycles.at(offer, NOON)).isEqualTo(new Lifecycle.Selling());
		offer.getMetadata().setAnnotations(Map.of(ServiceOffer.PAUSED_ANNOTATION, "true"));
		assertThat(Lifecycles.at(offer, NOON)).isEqualTo(new Lifecycle.Paused());
	}

	private static ServiceOffer offer(String drainAt, String grace) {
		return new ServiceOffer(new V1ObjectMeta().namespace("shop").name("a"), new ServiceOfferSpec("http", null, null,
				null, null, List.of(), null, null, null, null, List.of(), null, Map.of(), null, drainAt, grace));
	}

}
