package org.obol.offercontroller.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;

class PathClaimsTests {

	private static final OffsetDateTime MONDAY = OffsetDateTime.parse("2026-11-23T12:00:00Z");

	@Test
	void olderOfferKeepsThePath() {
		ServiceOffer older = offer("shop", "a", "/quant", MONDAY);
		ServiceOffer newer = offer("shop", "b", "/quant/", MONDAY.plusDays(1));
		assertThat(PathClaims.of(newer, List.of(older, newer))).isEqualTo(new PathClaim.Taken("shop", "a"));
		assertThat(PathClaims.of(older, List.of(older, newer))).isEqualTo(new PathClaim.Granted());
	}

	@Test
	void twinsAreOrderedByNamespaceAndName() {
		ServiceOffer first = offer("a", "x", "/quant", MONDAY);
		ServiceOffer second = offer("b", "x", "/quant", MONDAY);
		assertThat(PathClaims.of(second, List.of(second, first))).isEqualTo(new PathClaim.Taken("a", "x"));
		assertThat(PathClaims.of(first, List.of(second, first))).isEqualTo(new PathClaim.Granted());
	}

	@Test
	void offerOnItsWayOutLetsGoOfItsPath() {
		ServiceOffer leaving = offer("shop", "a", "/quant", MONDAY);
		leaving.getMetadata().setDeletionTimestamp(MONDAY);
		assertThat(PathClaims.of(offer("shop", "b", "/quant", MONDAY.plusDays(1)), List.of(leaving)))
			.isEqualTo(new PathClaim.Granted());
	}

	@Test
	void strangerCannotSettleBelowAnOlderOffersPath() {
		ServiceOffer victim = offer("shop", "quant", null, MONDAY);
		ServiceOffer stranger = offer("elsewhere", "x", "/services/quant/v1/chat/completions", MONDAY.plusDays(1));
		assertThat(PathClaims.of(stranger, List.of(victim))).isEqualTo(new PathClaim.Taken("shop", "quant"));
		ServiceOffer own = offer("shop", "y", "/services/quant/extra", MONDAY.plusDays(1));
		assertThat(PathClaims.of(own, List.of(victim))).isEqualTo(new PathClaim.Granted());
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/services", "/services/", "/api", "/api/x", "/openapi.json", "/skill.md",
			"/.well-known/agent-card.json", "/rpc", "/discovery/resources", "/llms.txt", "/admin/v1", "/actuator" })
	void suitesOwnPathsAreReserved(String path) {
		assertThat(PathClaims.of(offer("shop", "a", path, MONDAY), List.of())).isInstanceOf(PathClaim.Reserved.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/services/a", "/apis", "/apix/y", "/quant", "/skill" })
	void otherPathsAreFree(String path) {
		assertThat(PathClaims.of(offer("shop", "a", path, MONDAY), List.of())).isEqualTo(new PathClaim.Granted());
	}

	@Test
	void contestedPathsAreThePathAndEverythingAboveIt() {
		assertThat(PathClaims.contested("/services/quant/v1")).containsExactly("/services/quant/v1", "/services/quant",
				"/services");
	}

	private static ServiceOffer offer(String namespace, String name, String path, OffsetDateTime created) {
		return new ServiceOffer(new V1ObjectMeta().namespace(namespace).name(name).creationTimestamp(created),
				new ServiceOfferSpec("http", null, null, null, null, List.of(), path, null, null, null, List.of(), null,
						Map.of(), null, null, null));
	}

}
