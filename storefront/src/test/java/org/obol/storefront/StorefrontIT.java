package org.obol.storefront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.obol.kube.Cluster;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The whole program against a real API server. */
@KubernetesTest
class StorefrontIT {

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static ConfigurableApplicationContext program;

	private static String url;

	@BeforeAll
	static void startProgram(TestCluster cluster) {
		cluster.applyResource("crds/serviceoffers.obol.org.yaml");
		program = new SpringApplicationBuilder(StorefrontApplication.class)
			.initializers((context) -> ((GenericApplicationContext) context).registerBean("testClient", ApiClient.class,
					cluster::client, (definition) -> definition.setPrimary(true)))
			.properties("server.port=0", "obol.public-url=https://market.example/")
			.run();
		url = "http://127.0.0.1:" + program.getEnvironment().getProperty("local.server.port");
	}

	@AfterAll
	static void stopProgram() {
		program.close();
	}

	@Test
	void offerAppearsWhenItIsLiveAndGoesWhenItIsNot(TestCluster cluster) throws ApiException {
		await().atMost(Duration.ofSeconds(60)).until(() -> get("/actuator/health/readiness").statusCode() == 200);
		Cluster access = new Cluster(cluster.client(), "test");
		cluster.apply(offer("blocks"));
		writeStatus(access, cluster, "True");
		await().atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(get("/api/services.json").body()).contains(
					"\"endpoint\":\"https://market.example/services/blocks\"", "\"price\":\"0.01 USDC/request\""));
		assertThat(get("/")).returns(200, HttpResponse::statusCode)
			.satisfies((page) -> assertThat(page.body()).contains("id=\"service-blocks\"", "Every &lt;b&gt;block"));
		writeStatus(access, cluster, "False");
		await().atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(get("/api/services.json").body()).doesNotContain("blocks"));
	}

	@Test
	void unknownPathIsNotFoundWithoutInternalText() {
		HttpResponse<String> answer = get("/nothing/here");
		assertThat(answer.statusCode()).isEqualTo(404);
		assertThat(answer.body()).doesNotContainIgnoringCase("exception").doesNotContain("at org.");
	}

	private static String offer(String name) {
		return """
				apiVersion: obol.org/v1alpha1
				kind: ServiceOffer
				metadata: {name: %s}
				spec:
				  type: http
				  description: "Every <b>block, as JSON."
				  upstream: {service: blocks, namespace: any, port: 80}
				  payment:
				    network: base-sepolia
				    payTo: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
				    price: {perRequest: "0.01"}
				""".formatted(name);
	}

	private static void writeStatus(Cluster access, TestCluster cluster, String published) throws ApiException {
		JsonObject document = JsonParser
			.parseString(
					"""
							{"apiVersion": "obol.org/v1alpha1", "kind": "ServiceOffer",
							 "metadata": {"name": "blocks", "namespace": "%s"},
							 "status": {"endpoint": "/services/blocks", "upstream": {"url": "http://x", "healthPath": "/"},
							  "accepts": [{"scheme": "exact", "network": "eip155:84532", "amount": "10000",
							   "asset": "0x036CbD53842c5426634e7929541eC2318f3dCF7e", "maxTimeoutSeconds": 300,
							   "payTo": "0x70997970C51812dc3A010C7d01b50e0d17dc79C8", "extra": {"name": "USDC", "version": "2"}}],
							  "prices": [{"amount": "0.01", "unit": "perRequest", "declared": "0.01", "symbol": "USDC", "decimals": 6}],
							  "conditions": [{"type": "ModelReady", "status": "True"}, {"type": "UpstreamHealthy", "status": "True"},
							   {"type": "PaymentGateReady", "status": "True"}, {"type": "RoutePublished", "status": "%s"}]}}
							"""
						.formatted(cluster.namespace(), published))
			.getAsJsonObject();
		access.applyStatus(ResourceType.SERVICE_OFFER, document);
		assertThat(access.get(ResourceType.SERVICE_OFFER, new ObjectKey(cluster.namespace(), "blocks"))).isPresent();
	}

	private static HttpResponse<String> get(String path) {
		try {
			return HTTP.send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
