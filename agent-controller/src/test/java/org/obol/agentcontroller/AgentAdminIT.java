package org.obol.agentcontroller;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.AuthenticationV1TokenRequest;
import io.kubernetes.client.openapi.models.V1TokenRequestSpec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@KubernetesTest
class AgentAdminIT {

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static ConfigurableApplicationContext program;

	private static ApiClient client;

	private static String seller;

	private static String visitor;

	@BeforeAll
	static void startTheProgram(TestCluster cluster) throws Exception {
		cluster.applyResource("crds/agents.obol.org.yaml");
		client = cluster.client();
		program = new SpringApplicationBuilder(AgentControllerApplication.class).properties(AgentFixture.properties())
			.initializers(
					(context) -> ((GenericApplicationContext) context).registerBean(ApiClient.class, cluster::client))
			.run();
		cluster.apply("""
				apiVersion: v1
				kind: ServiceAccount
				metadata: {name: seller}
				---
				apiVersion: v1
				kind: ServiceAccount
				metadata: {name: visitor}
				---
				apiVersion: rbac.authorization.k8s.io/v1
				kind: ClusterRole
				metadata: {name: agent-seller}
				rules:
				- {apiGroups: [obol.org], resources: [agents], verbs: [get, list, create, patch, delete]}
				- {apiGroups: [events.k8s.io], resources: [events], verbs: [list]}
				---
				apiVersion: rbac.authorization.k8s.io/v1
				kind: ClusterRoleBinding
				metadata: {name: agent-seller}
				roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: agent-seller}
				subjects: [{kind: ServiceAccount, name: seller, namespace: %s}]
				""".formatted(cluster.namespace()));
		seller = token(cluster, "seller");
		visitor = token(cluster, "visitor");
		await().until(() -> program.getBean(Informers.class).hasSynced());
	}

	@AfterAll
	static void stop() {
		program.close();
	}

	@Test
	void aSellerCreatesChangesReadsAndDeletesAnAgent() throws Exception {
		HttpResponse<String> created = call("POST", "", seller, """
				{"name": "rest", "spec": {"runtime": "demo", "skills": ["gas"]}}""");
		assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
		assertThat(created.headers().firstValue("Location")).contains("/admin/v1/agents/agent-rest/rest");
		JsonObject namespace = new Cluster(client, "test").get(ResourceType.NAMESPACE, new ObjectKey("", "agent-rest"))
			.orElseThrow();
		assertThat(Documents.text(namespace, "metadata", "labels", "pod-security.kubernetes.io/enforce"))
			.isEqualTo("restricted");

		HttpResponse<String> changed = call("PATCH", "/agent-rest/rest", seller, """
				{"spec": {"objective": "Be brief."}}""");
		assertThat(changed.statusCode()).isEqualTo(200);
		await().atMost(Duration.ofSeconds(60))
			.until(() -> Documents.text(json(call("GET", "/agent-rest/rest", seller, null)), "status", "phase"),
					"Provisioning"::equals);
		JsonObject read = json(call("GET", "/agent-rest/rest", seller, null));
		assertThat(Documents.text(read, "spec", "objective")).isEqualTo("Be brief.");
		await().atMost(Duration.ofSeconds(30))
			.until(() -> call("GET", "/agent-rest/rest/events", seller, null).body(),
					(events) -> events.contains("WaitingForDeployment"));

		assertThat(call("DELETE", "/agent-rest/rest", seller, null).statusCode()).isEqualTo(202);
		await().atMost(Duration.ofSeconds(60))
			.until(() -> call("GET", "/agent-rest/rest", seller, null).statusCode(), (status) -> status == 404);
	}

	@Test
	void listsComeInPages() throws Exception {
		for (String name : List.of("page-a", "page-b", "page-c")) {
			assertThat(call("POST", "", seller, "{\"name\": \"" + name + "\", \"spec\": {\"runtime\": \"demo\"}}")
				.statusCode()).isEqualTo(201);
		}
		await().until(() -> call("GET", "?limit=500", seller, null).body().contains("page-c"));
		JsonObject first = json(call("GET", "?limit=2", seller, null));
		assertThat(first.getAsJsonArray("items")).hasSize(2);
		JsonObject second = json(call("GET", "?limit=500&cursor=" + Documents.text(first, "nextCursor"), seller, null));
		assertThat(second.toString()).contains("page-c");
		assertThat(second.getAsJsonArray("items").asList())
			.doesNotContainAnyElementsOf(first.getAsJsonArray("items").asList());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"name": "Upper"}                                          | 422 | invalid_field | name
			{"name": "odd", "spek": {}}                                | 422 | unknown_field | spek
			{"name": "odd", "spec": 1}                                 | 422 | invalid_field | spec
			{"name": "odd", "spec": {"runtime": "demo", "maxTurns": 0}} | 422 | invalid_field | spec.maxTurns
			{"name": "odd", "spec": {"runtime": "openclaw"}}           | 422 | invalid_field | spec.runtime
			""")
	void aWrongFieldIsNamed(String body, int status, String code, String field) throws Exception {
		HttpResponse<String> response = call("POST", "", seller, body);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
		assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
		assertThat(Documents.text(json(response), "code")).isEqualTo(code);
		assertThat(Documents.text(json(response), "field")).isEqualTo(field);
	}

	@Test
	void whatIsNotJsonIsRefused() throws Exception {
		HttpResponse<String> response = call("POST", "", seller, "name: yaml");
		assertThat(response.statusCode()).isBetween(400, 422);
		assertThat(Documents.text(json(response), "code")).isNotEmpty();
	}

	@Test
	void strangersAndVisitorsGetNothing() throws Exception {
		assertThat(call("GET", "", null, null).statusCode()).isEqualTo(401);
		assertThat(call("GET", "", "made-up", null).statusCode()).isEqualTo(401);
		assertThat(call("GET", "", visitor, null).statusCode()).isEqualTo(403);
		HttpResponse<String> refused = call("POST", "", visitor, "{\"name\": \"stolen\"}");
		assertThat(refused.statusCode()).isEqualTo(403);
		assertThat(new Cluster(client, "test").get(ResourceType.NAMESPACE, new ObjectKey("", "agent-stolen")))
			.isEmpty();
	}

	@Test
	void documentOfTheApiNeedsNoTokenAndLogsNeedTheRightOfKubectlLogs() throws Exception {
		HttpResponse<String> document = send(program, "GET", "/openapi.json", null, null);
		assertThat(document.statusCode()).isEqualTo(200);
		assertThat(Documents.text(json(document), "openapi")).isEqualTo("3.1.0");
		assertThat(call("POST", "", seller, "{\"name\": \"quiet\", \"spec\": {\"runtime\": \"demo\"}}").statusCode())
			.isEqualTo(201);
		HttpResponse<String> forbidden = call("GET", "/agent-quiet/quiet/logs", seller, null);
		assertThat(forbidden.statusCode()).isEqualTo(403);
		assertThat(Documents.text(json(forbidden), "detail")).contains("may not get pods/log in namespace agent-quiet");
		assertThat(call("GET", "/agent-quiet/quiet/logs", null, null).statusCode()).isEqualTo(401);
	}

	private static HttpResponse<String> call(String method, String path, String token, String body) throws Exception {
		return send(program, method, "/agents" + path, token, body);
	}

	static HttpResponse<String> send(ConfigurableApplicationContext program, String method, String path, String token,
			String body) throws Exception {
		String base = "http://localhost:" + program.getEnvironment().getProperty("local.server.port");
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/admin/v1" + path))
			.header("Content-Type", "application/json")
			.method(method,
					(body != null) ? HttpRequest.BodyPublishers.ofString(body) : HttpRequest.BodyPublishers.noBody());
		if (token != null) {
			request.header("Authorization", "Bearer " + token);
		}
		return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

	static JsonObject json(HttpResponse<String> response) {
		return JsonParser.parseString(response.body()).getAsJsonObject();
	}

	static String token(TestCluster cluster, String account) throws Exception {
		return new CoreV1Api(cluster.client())
			.createNamespacedServiceAccountToken(account, cluster.namespace(),
					new AuthenticationV1TokenRequest()
						.spec(new V1TokenRequestSpec().audiences(List.of()).expirationSeconds(600L)))
			.execute()
			.getStatus()
			.getToken();
	}

}
