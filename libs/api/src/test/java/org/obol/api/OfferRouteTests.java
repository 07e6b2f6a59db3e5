package org.obol.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.obol.api.ServiceOfferSpec.Price;
import org.obol.api.ServiceOfferSpec.Route;
import org.obol.api.ServiceOfferStatus.Accepts;

class OfferRouteTests {

	private static final Price DEAR = new Price("5", null, null, null);

	@Test
	void mostSpecificRouteIsChosen() {
		List<OfferRoute> routes = OfferRoute
			.of(offer(List.of(free("/*"), free("/a/*"), free("/a"), free("/a/b"), free("/a/b", "POST"))));
		assertThat(chosen(routes, "/a", "GET")).isEqualTo("/a");
		assertThat(chosen(routes, "/a/c", "GET")).isEqualTo("/a/*");
		assertThat(chosen(routes, "/ab", "GET")).isEqualTo("/*");
		assertThat(chosen(routes, "", "GET")).isEqualTo("/*");
		assertThat(OfferRoute.choose(routes, "/a/b", "POST")).map(OfferRoute::methods).contains(List.of("POST"));
		assertThat(OfferRoute.choose(routes, "/a/b", "GET")).map(OfferRoute::methods).contains(List.of());
	}

	@Test
	void routeWithoutAPriceOfItsOwnAsksForTheOffers() {
		OfferRoute route = OfferRoute.of(offer(List.of(new Route("/x", List.of(), null, null, null)))).getFirst();
		assertThat(route.gate()).isEqualTo(RouteGate.PAID);
		assertThat(route.accepts()).extracting(Accepts::amount).containsExactly("1");
	}

	@Test
	void ownPriceIsWhatWasWorkedOutForExactlyThisDeclaration() {
		Route declared = new Route("/x", List.of("POST"), null, DEAR, null);
		assertThat(OfferRoute.of(offer(List.of(declared), resolved("/x", List.of("POST")))).getFirst())
			.returns(RouteGate.PAID, OfferRoute::gate)
			.returns("5", (route) -> route.accepts().getFirst().amount());
		assertThat(OfferRoute.of(offer(List.of(declared))).getFirst().gate()).isEqualTo(RouteGate.CLOSED);
		assertThat(OfferRoute.of(offer(List.of(declared), resolved("/y", List.of("POST")))).getFirst().gate())
			.isEqualTo(RouteGate.CLOSED);
		assertThat(OfferRoute.of(offer(List.of(declared), resolved("/x", List.of()))).getFirst().gate())
			.isEqualTo(RouteGate.CLOSED);
	}

	private static String chosen(List<OfferRoute> routes, String rest, String method) {
		return OfferRoute.choose(routes, rest, method).map(OfferRoute::path).orElse("");
	}

	private static Route free(String path, String... methods) {
		return new Route(path, List.of(methods), "free", null, null);
	}

	private static ServiceOfferStatus.Route resolved(String path, List<String> methods) {
		return new ServiceOfferStatus.Route(path, methods, "paid", List.of(accepts("5")),
				List.of(new ServiceOfferStatus.Price("5", "perRequest", "5", "USDC", 6)), null);
	}

	private static Accepts accepts(String amount) {
		return new Accepts("exact", "eip155:84532", amount, "0xtoken", "0xseller", 300, Map.of());
	}

	private static ServiceOffer offer(List<Route> routes, ServiceOfferStatus.Route... resolved) {
		ServiceOffer offer = new ServiceOffer(new V1ObjectMeta().name("x").namespace("shop"), new ServiceOfferSpec(null,
				null, null, null, null, List.of(), null, null, null, null, routes, null, Map.of(), null, null, null));
		offer.setStatus(new ServiceOfferStatus(1L, null, null, null, null, null, List.of(accepts("1")), List.of(),
				List.of(resolved), List.of(), List.of()));
		return offer;
	}

}
