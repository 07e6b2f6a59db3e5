package org.obol.agentcontroller;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.obol.api.Agent;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.kube.controller.ControllerLoop;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@KubernetesTest
class AgentControllerIT {

	private static final Duration LONG = Duration.ofSeconds(60);

	private static ConfigurableApplicationContext program;

	@BeforeAll
	static void startTheProgram(TestCluster cluster) {
		cluster.applyResource("crds/agents.obol.org.yaml");
		program = new SpringApplicationBuilder(AgentControllerApplication.class).properties(AgentFixture.properties())
			.initializers(
					(context) -> ((GenericApplicationContext) context).registerBean(ApiClient.class, cluster::client))
			.run();
	}

	@AfterAll
	static void stopTheProgram() {
		program.close();
	}

	@Test
	void aDemoAgentBecomesReadyAndReachable(TestCluster cluster) throws ApiException {
		AgentFixture agent = new AgentFixture(cluster, "quant").create("""
				{runtime: demo, skills: [ethereum-networks, gas], objective: " Answer about Base. "}""");
		try (FakeAgent running = new FakeAgent()) {
			await().atMost(LONG).until(() -> agent.reason("Provisioned"), "False/WaitingForDeployment"::equals);
			await().atMost(LONG).until(() -> {
				agent.run(running);
				return agent.isReady();
			});
		}
		Agent ready = agent.read();
		assertThat(ready.conditions()).allMatch(org.obol.api.Condition::holds).hasSize(8);
		assertThat(ready.getStatus().pinnedModel()).isEqualTo("demo-analyst");
		assertThat(ready.getStatus().endpoint()).isEqualTo("http://hermes.agent-quant.svc.cluster.local:8642");
		assertThat(ready.getStatus().observedGeneration()).isEqualTo(ready.generation());
		assertThat(agent.versions().keySet()).containsExactlyInAnyOrder("ServiceAccount/hermes",
				"PersistentVolumeClaim/hermes-data", "ConfigMap/hermes-config", "ConfigMap/hermes-persona",
				"ConfigMap/hermes-skills", "Secret/hermes-api-server", "Deployment/hermes", "Service/hermes",
				"NetworkPolicy/agent-isolation", "Role/gateway-api-key", "RoleBinding/gateway-api-key");
		assertThat(apiKey(agent)).matches("[0-9a-f]{64}");
		assertThat(
				Documents.text(agent.child(ResourceType.CONFIG_MAP, "hermes-persona").orElseThrow(), "data", "SOUL.md"))
			.contains("## Your objective\n\nAnswer about Base.\n\n");
	}

	@Test
	void anUnchangedAgentIsNotWrittenAgain(TestCluster cluster) throws Exception {
		AgentFixture agent = new AgentFixture(cluster, "still").create("{runtime: demo, skills: [gas]}");
		try (FakeAgent running = new FakeAgent()) {
			await().atMost(LONG).until(() -> {
				if (agent.child(ResourceType.SERVICE, "hermes").isPresent()) {
					agent.run(running);
				}
				return agent.isReady();
			});
			Map<String, String> before = agent.versions();
			String version = agent.read().getMetadata().getResourceVersion();
			passes(agent.key, 2);
			assertThat(agent.versions()).isEqualTo(before);
			assertThat(agent.read().getMetadata().getResourceVersion()).isEqualTo(version);
		}
	}

	@Test
	void anAgentThatServesStrangersIsNotReady(TestCluster cluster) {
		AgentFixture agent = new AgentFixture(cluster, "careless").create("{runtime: demo}");
		try (FakeAgent running = new FakeAgent()) {
			running.careless = true;
			await().atMost(LONG).until(() -> {
				if (agent.child(ResourceType.SERVICE, "hermes").isPresent()) {
					agent.run(running);
				}
				return agent.reason("ApiAuthEnforced");
			}, "False/KeyNotEnforced"::equals);
			assertThat(agent.reason("Ready")).isEqualTo("False/KeyNotEnforced");
		}
	}

	@Test
	void anUnknownSkillIsRefusedAndNothingIsWritten(TestCluster cluster) throws ApiException {
		AgentFixture agent = new AgentFixture(cluster, "unskilled").create("{runtime: demo, skills: [gas, cooking]}");
		await().atMost(LONG).until(() -> agent.reason("SkillsReady"), "False/UnknownSkill"::equals);
		assertThat(agent.read().getStatus().phase()).isEqualTo("Failed");
		assertThat(agent.reason("Validated")).isEqualTo("True/SpecValid");
		assertThat(agent.reason("Ready")).isEqualTo("False/UnknownSkill");
		assertThat(agent.versions()).isEmpty();

		agent.create("{runtime: demo, skills: [gas]}");
		await().atMost(LONG).until(() -> agent.reason("SkillsReady"), "True/SkillsMounted"::equals);
	}

	@Test
	void hermesWithoutAModelIsParked(TestCluster cluster) throws ApiException {
		AgentFixture agent = new AgentFixture(cluster, "modelless").create("{runtime: hermes}");
		await().atMost(LONG).until(() -> agent.reason("ModelResolved"), "False/ModelUnpinned"::equals);
		assertThat(agent.read().getStatus().phase()).isEqualTo("Provisioning");
		assertThat(agent.versions()).isEmpty();
	}

	@Test
	void aChildThatIsSomebodyElsesIsLeftAlone(TestCluster cluster) throws ApiException {
		AgentFixture agent = new AgentFixture(cluster, "squatted");
		cluster.apply("""
				apiVersion: v1
				kind: Service
				metadata: {name: hermes, namespace: agent-squatted}
				spec: {ports: [{port: 80}]}
				""");
		String version = Documents.text(agent.child(ResourceType.SERVICE, "hermes").orElseThrow(), "metadata",
				"resourceVersion");
		agent.create("{runtime: demo}");
		await().atMost(LONG).until(() -> agent.reason("Provisioned"), "False/NotOurs"::equals);
		assertThat(agent.versions()).isEmpty();

		agent.access.delete(ResourceType.AGENT, agent.key, null);
		await().atMost(LONG).until(() -> agent.find().isEmpty());
		assertThat(Documents.text(agent.child(ResourceType.SERVICE, "hermes").orElseThrow(), "metadata",
				"resourceVersion"))
			.isEqualTo(version);
	}

	@Test
	void whatIsCreatedOnceSurvivesUpdatesAndDriftIsRepaired(TestCluster cluster) throws Exception {
		AgentFixture agent = new AgentFixture(cluster, "drifting").create("{runtime: demo, skills: [gas]}");
		await().atMost(LONG).until(() -> agent.child(ResourceType.DEPLOYMENT, "hermes").isPresent());
		Map<String, String> before = agent.versions();
		String key = apiKey(agent);
		String namespace = namespaceVersion(agent);
		agent.access.merge(ResourceType.DEPLOYMENT, new ObjectKey("agent-drifting", "hermes"),
				Documents.object("spec", Documents.object("replicas", 3)));
		await().atMost(LONG)
			.until(() -> Documents.text(agent.child(ResourceType.DEPLOYMENT, "hermes").orElseThrow(), "spec",
					"replicas"), "1"::equals);

		String template = configHash(agent);
		agent.create("{runtime: demo, skills: [gas, addresses]}");
		await().atMost(LONG).until(() -> !configHash(agent).equals(template));
		assertThat(agent.versions())
			.containsEntry("PersistentVolumeClaim/hermes-data", before.get("PersistentVolumeClaim/hermes-data"))
			.containsEntry("Secret/hermes-api-server", before.get("Secret/hermes-api-server"))
			.containsEntry("ConfigMap/hermes-persona", before.get("ConfigMap/hermes-persona"));
		assertThat(apiKey(agent)).isEqualTo(key);
		assertThat(namespaceVersion(agent)).isEqualTo(namespace);
	}

	@Test
	void aPersonaIsSeededAndChangesOnlyWithTheObjective(TestCluster cluster) throws Exception {
		AgentFixture agent = new AgentFixture(cluster, "persona").create("{runtime: demo, objective: First.}");
		await().atMost(LONG).until(() -> agent.child(ResourceType.DEPLOYMENT, "hermes").isPresent());
		agent.access.merge(ResourceType.CONFIG_MAP, new ObjectKey("agent-persona", "hermes-persona"),
				Documents.object("data", Documents.object("SOUL.md", "edited by hand")));
		passes(agent.key, 1);
		assertThat(soul(agent)).isEqualTo("edited by hand");
		agent.create("{runtime: demo, objective: Second.}");
		await().atMost(LONG).until(() -> soul(agent).contains("Second."));
	}

	@Test
	void deletionTakesEverythingOfTheAgentAndNothingElse(TestCluster cluster) throws ApiException {
		AgentFixture agent = new AgentFixture(cluster, "leaving").create("{runtime: demo, skills: [gas]}");
		await().atMost(LONG).until(() -> agent.child(ResourceType.DEPLOYMENT, "hermes").isPresent());
		cluster.apply("""
				apiVersion: v1
				kind: ConfigMap
				metadata:
				  name: kept
				  namespace: agent-leaving
				  labels: {app.kubernetes.io/managed-by: agent-controller, obol.org/agent: another}
				""");
		agent.access.delete(ResourceType.AGENT, agent.key, null);
		await().atMost(LONG).until(() -> agent.find().isEmpty());
		await().atMost(LONG).until(() -> agent.versions().keySet().equals(java.util.Set.of("ConfigMap/kept")));
	}

	@Test
	void theProgramIsReadyWithFilledCachesAndShowsItsMetrics() throws Exception {
		String base = "http://localhost:" + program.getEnvironment().getProperty("local.server.port");
		await().atMost(LONG).until(() -> get(base + "/actuator/health/readiness"), "{\"status\":\"UP\"}"::equals);
		assertThat(get(base + "/actuator/prometheus")).contains("obol_reconcile_seconds_count", "obol_queue_depth");
	}

	private static void passes(ObjectKey key, int count) throws Exception {
		var reconciler = program.getBean(org.obol.kube.controller.Reconciler.class);
		for (int i = 0; i < count; i++) {
			reconciler.reconcile(key);
		}
		program.getBean(ControllerLoop.class).enqueue(key);
	}

	private static String get(String url) throws Exception {
		try (HttpClient http = HttpClient.newHttpClient()) {
			return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
				.body();
		}
	}

	private static String apiKey(AgentFixture agent) {
		JsonObject secret = agent.child(ResourceType.SECRET, "hermes-api-server").orElseThrow();
		return new String(java.util.Base64.getDecoder().decode(Documents.text(secret, "data", "API_SERVER_KEY")),
				java.nio.charset.StandardCharsets.US_ASCII);
	}

	private static String soul(AgentFixture agent) {
		return Documents.text(agent.child(ResourceType.CONFIG_MAP, "hermes-persona").orElseThrow(), "data", "SOUL.md");
	}

	private static String configHash(AgentFixture agent) {
		return Documents.text(agent.child(ResourceType.DEPLOYMENT, "hermes").orElseThrow(), "spec", "template",
				"metadata", "annotations", "checksum/hermes-config");
	}

	private static String namespaceVersion(AgentFixture agent) throws ApiException {
		return Documents.text(
				agent.access.get(ResourceType.NAMESPACE, new ObjectKey("", agent.key.namespace())).orElseThrow(),
				"metadata", "resourceVersion");
	}

}
