package org.obol.offercontroller.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.api.ServiceOfferSpec.Route;

class ProbedRouteTests {

	@Test
	void agentIsTriedWhereItsChatIs() {
		assertThat(ProbedRoute.of(offer("agent"))).contains(new ProbedRoute("POST", "/services/x/v1/chat/completions"));
	}

	@Test
	void plainServiceIsTriedAtItsPath() {
		assertThat(ProbedRoute.of(offer("http"))).contains(new ProbedRoute("GET", "/services/x"));
	}

	@Test
	void firstPaidRouteIsTriedWhenRoutesAreDeclared() {
		assertThat(ProbedRoute.of(offer("http", route("/docs", "free"), route("/reports/*", null, "POST"))))
			.contains(new ProbedRoute("POST", "/services/x/reports"));
	}

	@Test
	void offerWithFreeRoutesOnlyHasNothingToTry() {
		assertThat(ProbedRoute.of(offer("http", route("/docs", "free")))).isEmpty();
	}

	private static Route route(String path, String gate, String... methods) {
		return new Route(path, List.of(methods), gate, null, null);
	}

	private static ServiceOffer offer(String type, Route... routes) {
		return new ServiceOffer(new V1ObjectMeta().namespace("shop").name("x"), new ServiceOfferSpec(type, null, null,
				null, null, List.of(), null, null, null, null, List.of(routes), null, Map.of(), null, null, null));
	}

}
