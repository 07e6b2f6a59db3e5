package org.obol.offercontroller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.obol.api.Condition;
import org.obol.api.OfferCondition;
import org.obol.api.OfferReason;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferStatus.Accepts;
import org.obol.kube.Cluster;
import org.obol.kube.Documents;
import org.obol.kube.Informers;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The whole program against a real API server, with a tiny upstream and a tiny gateway.
 */
@KubernetesTest
class OfferControllerIT {

	private static final Duration SOON = Duration.ofSeconds(60);

	private static Cluster access;

	private static TinyServers.Gateway gateway;

	private static ConfigurableApplicationContext program;

	private TinyServers.Upstream upstream;

	private TestCluster cluster;

	@BeforeAll
	static void startProgram(TestCluster cluster) {
		cluster.applyResource("crds/agents.obol.org.yaml");
		cluster.applyResource("crds/serviceoffers.obol.org.yaml");
		access = new Cluster(cluster.client(), "test");
		gateway = new TinyServers.Gateway(OfferControllerIT::offerAt);
		program = new SpringApplicationBuilder(OfferControllerApplication.class)
			.initializers((context) -> ((GenericApplicationContext) context).registerBean("testClient", ApiClient.class,
					cluster::client, (definition) -> definition.setPrimary(true)))
			.properties("server.port=0", "obol.local=true", "obol.gateway.url=" + gateway.url(),
					"obol.gateway.readiness-url=" + gateway.url() + "/ready", "obol.offers.when-ready=1s",
					"obol.offers.when-not-ready=500ms")
			.run();
	}

	@AfterAll
	static void stopProgram() {
		program.close();
		gateway.close();
	}

	@BeforeEach
	void startUpstream(TestCluster cluster) {
		this.cluster = cluster;
		this.upstream = new TinyServers.Upstream();
	}

	@AfterEach
	void stopUpstream() {
		this.upstream.close();
	}

	@Test
	void offerOfAnHttpServiceBecomesReadyWithItsPaymentRequirements() throws ApiException {
		service("api");
		httpOffer("api", "0.01", "");
		ServiceOffer offer = awaitOffer("api", OfferControllerIT::isReady);
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
		ServiceOffer offer = awaitOffer("menu", OfferControllerIT::isReady);
		assertThat(offer.getStatus().routes())
			.extracting((route) -> route.accepts().stream().map(Accepts::amount).toList())
			.containsExactly(List.of(), List.of("1500000"), List.of());
		gateway.deaf = "/dear";
		ServiceOffer half = awaitOffer("menu", (seen) -> !isReady(seen));
		assertThat(message(half, OfferCondition.ROUTE_PUBLISHED)).contains("/services/menu/dear answers HTTP 404");
		gateway.deaf = "\0";
		awaitOffer("menu", OfferControllerIT::isReady);
	}

	@Test
	void gatewayThatIsAwayTurnsTheOfferBackUntilItReturns() throws ApiException {
		service("api");
		httpOffer("patient", "0.01", "");
		awaitOffer("patient", OfferControllerIT::isReady);
		gateway.ready = false;
		ServiceOffer waiting = awaitOffer("patient", (seen) -> !isReady(seen));
		assertThat(reason(waiting, OfferCondition.PAYMENT_GATE_READY))
			.isEqualTo(OfferReason.WAITING_FOR_GATEWAY.wire());
		gateway.ready = true;
		awaitOffer("patient", OfferControllerIT::isReady);
	}

	@Test
	void readyOfferThatDoesNotChangeIsNeverWrittenAgain() throws ApiException {
		service("calm");
		httpOffer("calm", "0.01", "");
		String version = resourceVersion(awaitOffer("calm", OfferControllerIT::isReady));
		await().during(Duration.ofSeconds(4))
			.atMost(Duration.ofSeconds(8))
			.until(() -> resourceVersion(offer("calm")).equals(version));
	}

	@Test
	void upstreamThatDiesTurnsTheOfferBackAndItsReturnTurnsItReadyAgain() throws ApiException {
		service("shaky");
		httpOffer("shaky", "0.01", "");
		awaitOffer("shaky", OfferControllerIT::isReady);
		this.upstream.status = 503;
		ServiceOffer down = awaitOffer("shaky", (offer) -> !isReady(offer));
		assertThat(reason(down, OfferCondition.UPSTREAM_HEALTHY)).isEqualTo(OfferReason.UNHEALTHY.wire());
		assertThat(reason(down, OfferCondition.ROUTE_PUBLISHED)).isEqualTo(OfferReason.WAITING_FOR_PAYMENT_GATE.wire());
		this.upstream.status = 200;
		awaitOffer("shaky", OfferControllerIT::isReady);
	}

	@Test
	void agentIsResolvedAndAChangeOfItsModelReachesTheOffer() throws ApiException {
		service("hermes", 8642);
		agent("quant", "model-a");
		agentStatus("quant", "Ready");
		agentOffer("quant");
		ServiceOffer offer = awaitOffer("quant", OfferControllerIT::isReady);
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
		awaitOffer("slow", OfferControllerIT::isReady);
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
		awaitOffer("dear", OfferControllerIT::isReady);
	}

	@Test
	void newerOfferWaitsForThePathUntilTheOlderOneIsGone() throws ApiException {
		service("api");
		httpOffer("first", "0.01", "path: /shared-path");
		awaitOffer("first", OfferControllerIT::isReady);
		httpOffer("second", "0.02", "path: /shared-path");
		awaitOffer("second",
				(seen) -> OfferReason.PATH_CONFLICT.wire().equals(reason(seen, OfferCondition.ROUTE_PUBLISHED)));
		assertThat(isReady(offer("first"))).isTrue();
		access.delete(ResourceType.SERVICE_OFFER, key("first"), null);
		awaitOffer("second", OfferControllerIT::isReady);
	}

	@Test
	void pausedOfferClosesAndOpensAgain() throws ApiException {
		service("api");
		httpOffer("nap", "0.01", "");
		awaitOffer("nap", OfferControllerIT::isReady);
		annotate("nap", "true");
		awaitOffer("nap", (seen) -> OfferReason.PAUSED.wire().equals(reason(seen, OfferCondition.ROUTE_PUBLISHED)));
		annotate("nap", null);
		awaitOffer("nap", OfferControllerIT::isReady);
	}

	@Test
	void offerWithoutItsServiceSaysWhichServiceIsMissing() throws ApiException {
		httpOffer("orphan", "0.01", "");
		ServiceOffer offer = awaitOffer("orphan",
				(seen) -> OfferReason.MISSING_SERVICE.wire().equals(reason(seen, OfferCondition.UPSTREAM_HEALTHY)));
		assertThat(message(offer, OfferCondition.UPSTREAM_HEALTHY))
			.contains("no Service " + this.cluster.namespace() + "/api");
		service("api");
		awaitOffer("orphan", OfferControllerIT::isReady);
	}

	@Test
	void deletedOfferIsLetGo() throws ApiException {
		service("api");
		httpOffer("gone", "0.01", "");
		awaitOffer("gone", OfferControllerIT::isReady);
		access.delete(ResourceType.SERVICE_OFFER, key("gone"), null);
		await().atMost(SOON).until(() -> access.get(ResourceType.SERVICE_OFFER, key("gone")).isEmpty());
	}

	private void service(String name) {
		service(name, 80);
	}

	private void service(String name, int port) {
		this.cluster.apply("""
				apiVersion: v1
				kind: Service
				metadata:
				  name: %s
				  annotations: {local.obol.org/endpoint: "%d=127.0.0.1:%d"}
				spec:
				  ports: [{port: %d}]
				""".formatted(name, port, this.upstream.port(), port));
	}

	private void httpOffer(String name, String price, String more) {
		this.cluster.apply("""
				apiVersion: obol.org/v1alpha1
				kind: ServiceOffer
				metadata: {name: %s}
				spec:
				  type: http
				  upstream: {service: %s, namespace: %s, port: 80, healthPath: /health}
				  payment:
				    network: base-sepolia
				    payTo: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
				    price: {perRequest: "%s"}
				  %s
				""".formatted(name, List.of("shaky", "calm", "dear").contains(name) ? name : "api",
				this.cluster.namespace(), price, more));
	}

	private void agent(String name, String model) {
		this.cluster.apply("""
				apiVersion: obol.org/v1alpha1
				kind: Agent
				metadata: {name: %s}
				spec: {runtime: demo, model: %s, skills: [gas]}
				""".formatted(name, model));
	}

	private void agentStatus(String name, String phase) throws ApiException {
		JsonObject document = Documents.manifest(ResourceType.AGENT, key(name), Map.of());
		document.add("status", Documents.object("phase", phase, "endpoint",
				"http://hermes." + this.cluster.namespace() + ".svc.cluster.local:8642"));
		access.applyStatus(ResourceType.AGENT, document);
	}

	private void agentOffer(String name) {
		this.cluster.apply(agentOfferYaml(name, this.cluster.namespace()));
	}

	private static String agentOfferYaml(String name, String agentNamespace) {
		return """
				apiVersion: obol.org/v1alpha1
				kind: ServiceOffer
				metadata: {name: %s}
				spec:
				  type: agent
				  agent: {ref: {name: %s, namespace: %s}}
				  payment:
				    network: base-sepolia
				    payTo: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
				    price: {perRequest: "0.01"}
				  path: /services/%s
				""".formatted(name, name, agentNamespace, name);
	}

	private void annotate(String name, String paused) throws ApiException {
		JsonObject annotations = new JsonObject();
		annotations.add(ServiceOffer.PAUSED_ANNOTATION,
				(paused != null) ? new JsonPrimitive(paused) : JsonNull.INSTANCE);
		access.merge(ResourceType.SERVICE_OFFER, key(name),
				Documents.object("metadata", Documents.object("annotations", annotations)));
	}

	private ServiceOffer awaitOffer(String name, Predicate<ServiceOffer> wanted) {
		return await("offer " + name).atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> offer(name), wanted);
	}

	private ServiceOffer offer(String name) throws ApiException {
		return Documents.as(access.get(ResourceType.SERVICE_OFFER, key(name)).orElseThrow(), ServiceOffer.class);
	}

	private ObjectKey key(String name) {
		return new ObjectKey(this.cluster.namespace(), name);
	}

	/** What the gateway sees: every offer of the cluster. */
	private static Optional<ServiceOffer> offerAt(String path) {
		var offers = program.getBean(Informers.class).offers();
		return Informers.all(offers)
			.stream()
			.filter((offer) -> path.equals(offer.effectivePath()) || path.startsWith(offer.effectivePath() + "/"))
			.filter((offer) -> !offer.getStatus().accepts().isEmpty())
			.findFirst();
	}

	private static boolean isReady(ServiceOffer offer) {
		return Condition.holds(offer.conditions(), OfferCondition.READY.wire());
	}

	private static String reason(ServiceOffer offer, OfferCondition type) {
		return Condition.of(offer.conditions(), type.wire()).map(Condition::reason).orElse("");
	}

	private static String message(ServiceOffer offer, OfferCondition type) {
		return Condition.of(offer.conditions(), type.wire()).map(Condition::message).orElse("");
	}

	private static String resourceVersion(ServiceOffer offer) {
		return Objects.requireNonNull(offer.getMetadata().getResourceVersion());
	}

}
