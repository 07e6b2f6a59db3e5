package org.obol.offercontroller.offer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.obol.api.Condition;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.api.ServiceOfferStatus;

class OfferNewsTests {

	@Test
	void statusThatTheControllerWroteItselfIsNoNews() {
		ServiceOffer written = offer((metadata) -> metadata.resourceVersion("2"));
		written.setStatus(new ServiceOfferStatus(1L, "/services/x", null, null, null, null, List.of(), List.of(),
				List.of(), List.of(), List.of(new Condition("Ready", "True", "Reconciled", "", 1L, null))));
		assertThat(OfferController.isNews(offer((metadata) -> metadata), written)).isFalse();
	}

	@Test
	void whatTheSellerAndTheApiServerChangeIsNews() {
		ServiceOffer before = offer((metadata) -> metadata);
		List<UnaryOperator<V1ObjectMeta>> changes = List.of((metadata) -> metadata.generation(2L),
				(metadata) -> metadata.annotations(Map.of(ServiceOffer.PAUSED_ANNOTATION, "true")),
				(metadata) -> metadata.deletionTimestamp(OffsetDateTime.parse("2026-11-27T12:00:00Z")),
				(metadata) -> metadata.finalizers(List.of(ServiceOffer.FINALIZER)),
				(metadata) -> metadata.uid("created-anew"));
		assertThat(changes).allSatisfy((change) -> assertThat(OfferController.isNews(before, offer(change))).isTrue());
	}

	private static ServiceOffer offer(UnaryOperator<V1ObjectMeta> change) {
		V1ObjectMeta metadata = new V1ObjectMeta().namespace("shop").name("x").uid("u").generation(1L);
		return new ServiceOffer(change.apply(metadata), ServiceOfferSpec.empty());
	}

}
