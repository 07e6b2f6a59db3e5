package org.obol.offercontroller.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.api.ServiceOfferSpec.Price;
import org.obol.api.ServiceOfferSpec.Route;
import org.obol.api.ServiceOfferStatus;
import org.obol.api.ServiceOfferStatus.Accepts;
import org.obol.offercontroller.payment.Terms;

class ProbedRouteTests {

	private static final Accepts USUAL = accepts("10000");

	private static final Accepts OWN = accepts("7");

	@Test
	void agentIsTriedWhereItsChatIs() {
		assertThat(probes("agent"))
			.containsExactly(new ProbedRoute("POST", "/services/x/v1/chat/completions", List.of(USUAL)));
	}

	@Test
	void plainServiceIsTriedAtItsPath() {
		assertThat(probes("http")).containsExactly(new ProbedRoute("GET", "/services/x", List.of(USUAL)));
	}

	@Test
	void oneOfTheRoutesAtTheUsualPriceIsTriedWhenRoutesAreDeclared() {
		assertThat(probes("http", route("/docs", "free"), route("/reports/*", null, "POST"), route("/all", null)))
			.containsExactly(new ProbedRoute("POST", "/services/x/reports", List.of(USUAL)));
	}

	@Test
	void everyRouteWithAPriceOfItsOwnIsTried() {
		assertThat(probes("http", route("/", null), priced("/a"), priced("/b/*"))).containsExactlyInAnyOrder(
				new ProbedRoute("GET", "/services/x", List.of(USUAL)),
				new ProbedRoute("GET", "/services/x/a", List.of(OWN)),
				new ProbedRoute("GET", "/services/x/b", List.of(OWN)));
	}

	@Test
	void wildcardWhoseOwnPathIsTakenIsTriedBelowIt() {
		assertThat(probes("http", route("/b", "free"), priced("/b/*")))
			.containsExactly(new ProbedRoute("GET", "/services/x/b/-obol-probe", List.of(OWN)));
	}

	@Test
	void offerWithFreeRoutesOnlyHasNothingToTry() {
		assertThat(probes("http", route("/docs", "free"))).isEmpty();
	}

	private static List<ProbedRoute> probes(String type, Route... routes) {
		List<ServiceOfferStatus.Route> resolved = Stream.of(routes)
			.map((route) -> new ServiceOfferStatus.Route(route.path(), route.methods(), "paid",
					route.hasOwnTerms() ? List.of(OWN) : List.of(),
					route.hasOwnTerms() ? List.of(new ServiceOfferStatus.Price("7", "perRequest", "7", "USDC", 6))
							: List.of(),
					null))
			.toList();
		return ProbedRoute.of(offer(type, routes), new Terms.Payable(List.of(USUAL), List.of(), resolved));
	}

	private static Route route(String path, String gate, String... methods) {
		return new Route(path, List.of(methods), gate, null, null);
	}

	private static Route priced(String path) {
		return new Route(path, List.of(), null, new Price("7", null, null, null), null);
	}

	private static Accepts accepts(String amount) {
		return new Accepts("exact", "eip155:84532", amount, "0xtoken", "0xseller", 300, Map.of());
	}

	private static ServiceOffer offer(String type, Route... routes) {
		return new ServiceOffer(new V1ObjectMeta().namespace("shop").name("x"), new ServiceOfferSpec(type, null, null,
				null, null, List.of(), null, null, null, null, List.of(routes), null, Map.of(), null, null, null));
	}

}
