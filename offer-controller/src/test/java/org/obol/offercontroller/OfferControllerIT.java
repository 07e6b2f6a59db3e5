package org.obol.offercontroller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubernetes.client.openapi.ApiException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.obol.api.Condition;
import org.obol.api.OfferCondition;
import org.obol.api.OfferReason;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferStatus.Accepts;
import org.obol.kube.Documents;
import org.obol.kube.ResourceType;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;

/**
 * The whole program against a real API server, with a tiny upstream and a tiny gateway.
 */
@KubernetesTest
class OfferControllerIT extends OfferScenes {

	private static OfferProgram program;

	@BeforeAll
	static void startProgram(TestCluster cluster) {
		program = OfferProgram.start(cluster, cluster.client());
	}

	@AfterAll
	static void stopProgram() {
		program.close();
	}

	@Test
	void offerOfAnHttpServiceBecomesReadyWithItsPaymentRequirements() throws ApiException {
		service("api");
		httpOffer("api", "0.01", "");
		ServiceOffer offer = awaitOffer("api", OfferScenes::isReady);
		Accepts accepts = offer.getStatus().accepts().getFirst();
		assertThat(accepts.amount()).isEqualTo("10000");
		assertThat(accepts.network()).isEqualTo("eip155:84532");
		assertThat(accepts.extra()).isEqualTo(Map.of("name", "USDC", "version", "2"));
		assertThat(offer.getStatus().endpoint()).isEqualTo("/services/api");
		assertThat(offer.getStatus().upstream())
			.returns("http://api." + this.cluster.namespace() + ".svc.cluster.local:80", (upstream) -> upstream.url());
		assertThat(offer.conditions()).extracting(Condition::type)
			.containsExactly("ModelReady", "UpstreamHealthy", "PaymentGateReady", "RoutePublished", "Registered",
					"Ready");
	}

	@Test
	void routesWithPricesOfTheirOwnAreWorkedOutAndEachIsTried() throws ApiException {
		service("api");
		httpOffer("menu", "0.01", "routes: [{path: /, methods: [GET]}, {path: /dear/*, methods: [POST], "
				+ "price: {perRequest: '1.5'}}, {path: /about, gate: free}]");
		ServiceOffer offer = awaitOffer("menu", OfferScenes::isReady);
		assertThat(offer.getStatus().routes())
			.extracting((route) -> route.accepts().stream().map(Accepts::amount).toList())
			.containsExactly(List.of(), List.of("1500000"), List.of());
		program.gateway.deaf = "/dear";
		ServiceOffer half = awaitOffer("menu", (seen) -> !isReady(seen));
		assertThat(message(half, OfferCondition.ROUTE_PUBLISHED)).contains("/services/menu/dear answers HTTP 404");
		program.gateway.deaf = "\0";
		awaitOffer("menu", OfferScenes::isReady);
	}

	@Test
	void gatewayThatIsAwayTurnsTheOfferBackUntilItReturns() throws ApiException {
		service("api");
		httpOffer("patient", "0.01", "");
		awaitOffer("patient", OfferScenes::isReady);
		program.gateway.ready = false;
		ServiceOffer waiting = awaitOffer("patient", (seen) -> !isReady(seen));
		assertThat(reason(waiting, OfferCondition.PAYMENT_GATE_READY))
			.isEqualTo(OfferReason.WAITING_FOR_GATEWAY.wire());
		program.gateway.ready = true;
		awaitOffer("patient", OfferScenes::isReady);
	}

	@Test
	void readyOfferThatDoesNotChangeIsNeverWrittenAgain() throws ApiException {
		service("calm");
		httpOffer("calm", "0.01", "");
		String version = resourceVersion(awaitOffer("calm", OfferScenes::isReady));
		await().during(Duration.ofSeconds(4))
			.atMost(Duration.ofSeconds(8))
			.until(() -> resourceVersion(offer("calm")).equals(version));
	}

	@Test
	void upstreamThatDiesTurnsTheOfferBackAndItsReturnTurnsItReadyAgain() throws ApiException {
		service("shaky");
		httpOffer("shaky", "0.01", "");
		awaitOffer("shaky", OfferScenes::isReady);
		this.upstream.status = 503;
		ServiceOffer down = awaitOffer("shaky", (offer) -> !isReady(offer));
		assertThat(reason(down, OfferCondition.UPSTREAM_HEALTHY)).isEqualTo(OfferReason.UNHEALTHY.wire());
		assertThat(reason(down, OfferCondition.ROUTE_PUBLISHED)).isEqualTo(OfferReason.WAITING_FOR_PAYMENT_GATE.wire());
		this.upstream.status = 200;
		awaitOffer("shaky", OfferScenes::isReady);
	}

	@Test
	void agentIsResolvedAndAChangeOfItsModelReachesTheOffer() throws ApiException {
		service("hermes", 8642);
		agent("quant", "model-a");
		agentStatus("quant", "Ready");
		agentOffer("quant");
		ServiceOffer offer = awaitOffer("quant", OfferScenes::isReady);
		assertThat(offer.getStatus().agentResolution().model()).isEqualTo("model-a");
		assertThat(offer.getStatus().accepts().getFirst().extra()).containsEntry("agentSkills", List.of("gas"))
			.containsEntry("agentRuntime", "demo")
			.doesNotContainKey("agentModel");
		agent("quant", "model-b");
		awaitOffer("quant", (changed) -> "model-b".equals(changed.getStatus().agentResolution().model()));
	}

	@Test
	void agentThatIsNotReadyShowsOnFiveConditionsUntilItIs() throws ApiException {
		service("hermes", 8642);
		agent("slow", "m");
		agentOffer("slow");
		ServiceOffer waiting = awaitOffer("slow", (offer) -> offer.conditions().size() == 6);
		assertThat(waiting.conditions()).filteredOn((condition) -> condition.reason().equals("WaitingForAgent"))
			.extracting(Condition::type)
			.containsExactly("ModelReady", "UpstreamHealthy", "PaymentGateReady", "RoutePublished", "Ready");
		agentStatus("slow", "Ready");
		awaitOffer("slow", OfferScenes::isReady);
		agentStatus("slow", "Failed");
		ServiceOffer back = awaitOffer("slow", (offer) -> !isReady(offer));
		assertThat(back.getStatus().agentResolution()).isNull();
		assertThat(back.getStatus().accepts()).isEmpty();
	}

	@Test
	void agentOfAnotherNamespaceIsRefused() throws ApiException {
		this.cluster.apply(agentOfferYaml("thief", "kube-system"));
		ServiceOffer offer = awaitOffer("thief", (seen) -> seen.conditions().size() == 6);
		assertThat(reason(offer, OfferCondition.READY)).isEqualTo(OfferReason.CROSS_NAMESPACE_AGENT.wire());
	}

	@Test
	void priceThatCannotBePaidIsExplainedAndCanBeCorrected() throws ApiException {
		service("dear");
		httpOffer("dear", "0.00000001", "");
		ServiceOffer offer = awaitOffer("dear",
				(seen) -> OfferReason.INVALID_PAYMENT.wire().equals(reason(seen, OfferCondition.READY)));
		assertThat(message(offer, OfferCondition.PAYMENT_GATE_READY)).contains("USDC has only 6");
		assertThat(offer.getStatus().accepts()).isEmpty();
		httpOffer("dear", "0.5", "");
		awaitOffer("dear", OfferScenes::isReady);
	}

	@Test
	void newerOfferWaitsForThePathUntilTheOlderOneIsGone() throws ApiException {
		service("api");
		httpOffer("first", "0.01", "path: /shared-path");
		awaitOffer("first", OfferScenes::isReady);
		httpOffer("second", "0.02", "path: /shared-path");
		awaitOffer("second",
				(seen) -> OfferReason.PATH_CONFLICT.wire().equals(reason(seen, OfferCondition.ROUTE_PUBLISHED)));
		assertThat(isReady(offer("first"))).isTrue();
		this.access.delete(ResourceType.SERVICE_OFFER, key("first"), null);
		awaitOffer("second", OfferScenes::isReady);
	}

	@Test
	void pausedOfferClosesAndOpensAgain() throws ApiException {
		service("api");
		httpOffer("nap", "0.01", "");
		awaitOffer("nap", OfferScenes::isReady);
		annotate("nap", "true");
		awaitOffer("nap", (seen) -> OfferReason.PAUSED.wire().equals(reason(seen, OfferCondition.ROUTE_PUBLISHED)));
		annotate("nap", null);
		awaitOffer("nap", OfferScenes::isReady);
	}

	@Test
	void offerWithoutItsServiceSaysWhichServiceIsMissing() throws ApiException {
		httpOffer("orphan", "0.01", "");
		ServiceOffer offer = awaitOffer("orphan",
				(seen) -> OfferReason.MISSING_SERVICE.wire().equals(reason(seen, OfferCondition.UPSTREAM_HEALTHY)));
		assertThat(message(offer, OfferCondition.UPSTREAM_HEALTHY))
			.contains("no Service " + this.cluster.namespace() + "/api");
		service("api");
		awaitOffer("orphan", OfferScenes::isReady);
	}

	@Test
	void jobsAreSoldAsTheyAreNamed() throws ApiException {
		service("api");
		offer("training", "fine-tuning", "2.5", "");
		ServiceOffer offer = awaitOffer("training", OfferScenes::isReady);
		assertThat(reason(offer, OfferCondition.MODEL_READY)).isEqualTo(OfferReason.SKIPPED.wire());
		assertThat(offer.getStatus().accepts().getFirst().amount()).isEqualTo("2500000");
	}

	@Test
	void offerThatGoesLiveIsToldOnceAndNotHeldForNothing() throws ApiException {
		service("api");
		httpOffer("before", "0.01", "");
		awaitOffer("before", OfferScenes::isReady);
		httpOffer("swift", "0.01", "");
		ServiceOffer offer = awaitOffer("swift", OfferScenes::isReady);
		assertThat(offer.getMetadata().getFinalizers()).isEmpty();
		await().atMost(SOON).until(() -> !notes("swift").isEmpty());
		assertThat(notes("swift")).containsExactly("Ready is True: the offer is live");
	}

	private List<String> notes(String offer) throws ApiException {
		return this.access.list(ResourceType.EVENT, this.cluster.namespace(), "")
			.stream()
			.filter((event) -> offer.equals(Documents.text(event, "regarding", "name")))
			.map((event) -> Documents.text(event, "note"))
			.toList();
	}

	@Test
	void deletedOfferIsLetGo() throws ApiException {
		service("api");
		httpOffer("gone", "0.01", "");
		awaitOffer("gone", OfferScenes::isReady);
		this.access.delete(ResourceType.SERVICE_OFFER, key("gone"), null);
		await().atMost(SOON).until(() -> this.access.get(ResourceType.SERVICE_OFFER, key("gone")).isEmpty());
	}

}
