package org.obol.offercontroller;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.kubernetes.client.openapi.ApiException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.obol.api.Condition;
import org.obol.api.OfferCondition;
import org.obol.api.ServiceOffer;
import org.obol.kube.Cluster;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.local.kubernetes.junit.TestCluster;

import static org.awaitility.Awaitility.await;

/** What sellers do on the test's control plane, with a tiny upstream to sell. */
abstract class OfferScenes {

	static final Duration SOON = Duration.ofSeconds(60);

	TestCluster cluster;

	Cluster access;

	TinyServers.Upstream upstream;

	@BeforeEach
	void startUpstream(TestCluster cluster) {
		this.cluster = cluster;
		this.access = new Cluster(cluster.client(), "test");
		this.upstream = new TinyServers.Upstream();
	}

	@AfterEach
	void stopUpstream() {
		this.upstream.close();
	}

	void service(String name) {
		service(name, 80);
	}

	void service(String name, int port) {
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

	void httpOffer(String name, String price, String more) {
		offer(name, "http", price, more);
	}

	void offer(String name, String type, String price, String more) {
		this.cluster.apply("""
				apiVersion: obol.org/v1alpha1
				kind: ServiceOffer
				metadata: {name: %s}
				spec:
				  type: %s
				  upstream: {service: %s, namespace: %s, port: 80, healthPath: /health}
				  payment:
				    network: base-sepolia
				    payTo: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
				    price: {perRequest: "%s"}
				  %s
				""".formatted(name, type, List.of("shaky", "calm", "dear").contains(name) ? name : "api",
				this.cluster.namespace(), price, more));
	}

	void agent(String name, String model) {
		this.cluster.apply("""
				apiVersion: obol.org/v1alpha1
				kind: Agent
				metadata: {name: %s}
				spec: {runtime: demo, model: %s, skills: [gas]}
				""".formatted(name, model));
	}

	void agentStatus(String name, String phase) throws ApiException {
		JsonObject document = Documents.manifest(ResourceType.AGENT, key(name), Map.of());
		document.add("status", Documents.object("phase", phase, "endpoint",
				"http://hermes." + this.cluster.namespace() + ".svc.cluster.local:8642"));
		this.access.applyStatus(ResourceType.AGENT, document);
	}

	void agentOffer(String name) {
		this.cluster.apply(agentOfferYaml(name, this.cluster.namespace()));
	}

	static String agentOfferYaml(String name, String agentNamespace) {
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

	void annotate(String name, String paused) throws ApiException {
		JsonObject annotations = new JsonObject();
		annotations.add(ServiceOffer.PAUSED_ANNOTATION,
				(paused != null) ? new JsonPrimitive(paused) : JsonNull.INSTANCE);
		this.access.merge(ResourceType.SERVICE_OFFER, key(name),
				Documents.object("metadata", Documents.object("annotations", annotations)));
	}

	ServiceOffer awaitOffer(String name, Predicate<ServiceOffer> wanted) {
		return await("offer " + name).atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> offer(name), wanted);
	}

	ServiceOffer offer(String name) throws ApiException {
		return Documents.as(this.access.get(ResourceType.SERVICE_OFFER, key(name)).orElseThrow(), ServiceOffer.class);
	}

	ObjectKey key(String name) {
		return new ObjectKey(this.cluster.namespace(), name);
	}

	static boolean isReady(ServiceOffer offer) {
		return Condition.holds(offer.conditions(), OfferCondition.READY.wire());
	}

	static String reason(ServiceOffer offer, OfferCondition type) {
		return Condition.of(offer.conditions(), type.wire()).map(Condition::reason).orElse("");
	}

	static String message(ServiceOffer offer, OfferCondition type) {
		return Condition.of(offer.conditions(), type.wire()).map(Condition::message).orElse("");
	}

	static String resourceVersion(ServiceOffer offer) {
		return Objects.requireNonNull(offer.getMetadata().getResourceVersion());
	}

}
