package org.obol.offercontroller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.AuthenticationV1TokenRequest;
import io.kubernetes.client.openapi.models.V1TokenRequestSpec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The admin API with callers that Kubernetes knows. */
@KubernetesTest
class OfferAdminIT {

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static final JsonMapper JSON = new JsonMapper();

	private static ConfigurableApplicationContext program;

	private String namespace;

	private String seller;

	private String reader;

	@BeforeAll
	static void startProgram(TestCluster cluster) {
		cluster.applyResource("crds/agents.obol.org.yaml");
		cluster.applyResource("crds/serviceoffers.obol.org.yaml");
		program = new SpringApplicationBuilder(OfferControllerApplication.class)
			.initializers((context) -> ((GenericApplicationContext) context).registerBean("testClient", ApiClient.class,
					cluster::client, (definition) -> definition.setPrimary(true)))
			.properties("server.port=0", "obol.local=true", "obol.gateway.url=http://127.0.0.1:1")
			.run();
	}

	@AfterAll
	static void stopProgram() {
		program.close();
	}

	@BeforeEach
	void callers(TestCluster cluster) throws ApiException {
		this.namespace = cluster.namespace();
		this.seller = caller(cluster, "seller", "get, list, create, patch, delete");
		this.reader = caller(cluster, "reader", "get");
	}

	@Test
	void sellerCreatesReadsChangesAndDeletesAnOffer() {
		HttpResponse<String> created = send("POST", "", this.seller, manifest("api", "0.01"));
		assertThat(created.statusCode()).isEqualTo(201);
		String path = "/" + this.namespace + "/api";
		assertThat(created.headers().firstValue("Location")).contains("/admin/v1/offers" + path);
		assertThat(json(send("GET", path, this.seller, null)).at("/spec/payment/price/perRequest").asString())
			.isEqualTo("0.01");
		HttpResponse<String> changed = send("PATCH", path, this.seller, "{\"spec\":{\"description\":\"new\"}}");
		assertThat(json(changed).at("/spec/description").asString()).isEqualTo("new");
		assertThat(json(changed).at("/metadata/managedFields").isMissingNode()).isTrue();
		assertThat(send("DELETE", path, this.seller, null).statusCode()).isEqualTo(202);
		await().atMost(Duration.ofSeconds(60)).until(() -> send("GET", path, this.seller, null).statusCode() == 404);
	}

	@Test
	void listHasPages() {
		for (String name : List.of("a", "b", "c")) {
			assertThat(send("POST", "", this.seller, manifest(name, "0.01")).statusCode()).isEqualTo(201);
		}
		String query = "?namespace=" + this.namespace + "&limit=2";
		JsonNode first = await().atMost(Duration.ofSeconds(60))
			.until(() -> json(send("GET", query, this.seller, null)), (page) -> page.hasNonNull("nextCursor"));
		assertThat(first.get("items").size()).isEqualTo(2);
		await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
			JsonNode second = json(
					send("GET", query + "&cursor=" + first.get("nextCursor").asString(), this.seller, null));
			assertThat(second.at("/items/0/metadata/name").asString()).isEqualTo("c");
			assertThat(second.has("nextCursor")).isFalse();
		});
	}

	@Test
	void callerWithoutTheRightIsForbiddenAndAStrangerIsUnknown() {
		HttpResponse<String> forbidden = send("POST", "", this.reader, manifest("x", "0.01"));
		assertThat(forbidden.statusCode()).isEqualTo(403);
		assertThat(json(forbidden).get("code").asString()).isEqualTo("forbidden");
		assertThat(send("GET", "/" + this.namespace + "/x", "nonsense", null).statusCode()).isEqualTo(401);
		assertThat(send("GET", "?namespace=kube-system", this.seller, null).statusCode()).isEqualTo(403);
	}

	@Test
	void brokenRuleIsAProblemThatNamesTheField() {
		HttpResponse<String> refused = send("POST", "", this.seller, manifest("x", "1,5"));
		assertThat(refused.statusCode()).isEqualTo(422);
		assertThat(refused.headers().firstValue("Content-Type")).get()
			.asString()
			.startsWith("application/problem+json");
		assertThat(json(refused).get("field").asString()).isEqualTo("spec.payment.price.perRequest");
		assertThat(send("POST", "", this.seller, "{").statusCode()).isEqualTo(400);
		assertThat(json(send("POST", "", this.seller, "{\"metadata\":{}}")).get("field").asString())
			.isEqualTo("metadata.namespace");
	}

	@Test
	void pauseResumeAndDrainChangeWhatTheSellerDeclares() {
		send("POST", "", this.seller, manifest("nap", "0.01"));
		String path = "/" + this.namespace + "/nap";
		assertThat(json(send("POST", path + "/pause", this.seller, null)).at("/metadata/annotations/obol.org~1paused")
			.asString()).isEqualTo("true");
		assertThat(json(send("POST", path + "/resume", this.seller, null)).at("/metadata/annotations/obol.org~1paused")
			.isMissingNode()).isTrue();
		JsonNode drained = json(send("POST", path + "/drain?gracePeriod=10m", this.seller, null));
		assertThat(drained.at("/spec/drainGracePeriod").asString()).isEqualTo("10m");
		assertThat(drained.at("/spec/drainAt").isMissingNode()).isFalse();
		assertThat(send("POST", path + "/explode", this.seller, null).statusCode()).isEqualTo(404);
	}

	@Test
	void previewSaysWhatThe402WouldBeBeforeAnythingIsCreated() {
		JsonNode preview = json(send("POST", "/preview", this.seller, manifest("plan", "0.25")));
		assertThat(preview.at("/accepts/0/amount").asString()).isEqualTo("250000");
		assertThat(preview.at("/prices/0/symbol").asString()).isEqualTo("USDC");
		JsonNode refused = json(send("POST", "/preview", this.seller, manifest("plan", "0.00000001")));
		assertThat(refused.get("paymentProblem").asString()).contains("USDC has only 6");
	}

	@Test
	void documentOfTheApiNeedsNoTokenAndLogsNeedTheRightOfKubectlLogs() {
		HttpResponse<String> document = sendTo("GET", "/admin/v1/openapi.json", "none", null);
		assertThat(document.statusCode()).isEqualTo(200);
		assertThat(json(document).get("openapi").asString()).isEqualTo("3.1.0");
		send("POST", "", this.seller, manifest("quiet", "0.01"));
		HttpResponse<String> forbidden = send("GET", "/" + this.namespace + "/quiet/logs", this.seller, null);
		assertThat(forbidden.statusCode()).isEqualTo(403);
		assertThat(json(forbidden).get("detail").asString()).contains("pods/log");
	}

	@Test
	void eventsTellWhatHappened() {
		send("POST", "", this.seller, manifest("told", "0.01"));
		await().atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> assertThat(
					json(send("GET", "/" + this.namespace + "/told/events", this.seller, null)).get("items").values())
				.extracting((event) -> event.get("note").asString())
				.anyMatch((note) -> note.contains("there is no Service")));
	}

	private String manifest(String name, String price) {
		return """
				{"metadata": {"name": "%s", "namespace": "%s"},
				 "spec": {"type": "http", "upstream": {"service": "none", "namespace": "%s", "port": 80},
				  "payment": {"network": "base-sepolia", "payTo": "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
				   "price": {"perRequest": "%s"}}}}
				""".formatted(name, this.namespace, this.namespace, price);
	}

	private static String caller(TestCluster cluster, String name, String verbs) throws ApiException {
		cluster.apply("""
				apiVersion: v1
				kind: ServiceAccount
				metadata: {name: %1$s}
				---
				apiVersion: rbac.authorization.k8s.io/v1
				kind: Role
				metadata: {name: %1$s}
				rules: [{apiGroups: [obol.org], resources: [serviceoffers], verbs: [%2$s]}]
				---
				apiVersion: rbac.authorization.k8s.io/v1
				kind: RoleBinding
				metadata: {name: %1$s}
				roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: %1$s}
				subjects: [{kind: ServiceAccount, name: %1$s, namespace: %3$s}]
				""".formatted(name, verbs, cluster.namespace()));
		var request = new AuthenticationV1TokenRequest()
			.spec(new V1TokenRequestSpec().audiences(List.of()).expirationSeconds(600L));
		return Objects
			.requireNonNull(new CoreV1Api(cluster.client())
				.createNamespacedServiceAccountToken(name, cluster.namespace(), request)
				.execute()
				.getStatus())
			.getToken();
	}

	private static HttpResponse<String> send(String method, String path, String token, String body) {
		return sendTo(method, "/admin/v1/offers" + path, token, body);
	}

	private static HttpResponse<String> sendTo(String method, String path, String token, String body) {
		String url = "http://127.0.0.1:" + program.getEnvironment().getProperty("local.server.port") + path;
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
			.header("Authorization", "Bearer " + token)
			.header("Content-Type", "application/json")
			.method(method, (body != null) ? BodyPublishers.ofString(body) : BodyPublishers.noBody());
		try {
			return HTTP.send(request.build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static JsonNode json(HttpResponse<String> response) {
		return JSON.readTree(response.body());
	}

}
