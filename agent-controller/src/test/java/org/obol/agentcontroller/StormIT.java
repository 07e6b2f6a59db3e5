package org.obol.agentcontroller;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.kube.testing.Outage;
import org.obol.kube.testing.WatchGap;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;
import org.obol.local.kubernetes.process.ChildProcess;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Bad days of a cluster. The program is never started again. */
@KubernetesTest
class StormIT {

	private static final Duration LONG = Duration.ofMinutes(3);

	private static final int CROWD = Integer.getInteger("storm.agents", 60);

	private static final WatchGap GAP = new WatchGap();

	private static ConfigurableApplicationContext program;

	@BeforeAll
	static void startTheProgram(TestCluster cluster) {
		cluster.applyResource("crds/agents.obol.org.yaml");
		program = AgentFixture.start(GAP.of(cluster.client()), "--obol.agents.recheck=1h");
	}

	@AfterAll
	static void stopTheProgram() {
		program.close();
	}

	@Test
	void anotherWriterOfTheSameObjectsDoesNotStopTheAgent(TestCluster cluster) throws ApiException {
		AgentFixture agent = new AgentFixture(cluster, "contested").create("{runtime: demo, skills: [gas]}");
		for (int i = 0; i < 60; i++) {
			// Between the controller's reading and its writing, as often as can be.
			merge(agent, ResourceType.AGENT, "contested",
					Documents.object("metadata", Documents.object("annotations", Documents.object("storm", "" + i))));
			if (agent.child(ResourceType.CONFIG_MAP, "hermes-config").isPresent()) {
				merge(agent, ResourceType.CONFIG_MAP, "hermes-config",
						Documents.object("data", Documents.object("intruder-" + i, "x"), "metadata",
								Documents.object("labels", Documents.object("storm", "" + i))));
			}
		}
		await().atMost(LONG).until(() -> agent.reason("Provisioned"), "False/WaitingForDeployment"::equals);
		assertThat(agent.read().getMetadata().getFinalizers()).containsExactly("agents.obol.org/finalizer");
		agent.access.delete(ResourceType.AGENT, agent.key, null);
		await().atMost(LONG).until(() -> agent.find().isEmpty());
	}

	@Test
	void aCrowdOfAgentsAtOnceIsServed(TestCluster cluster) {
		List<AgentFixture> crowd = new ArrayList<>();
		for (int i = 0; i < CROWD; i++) {
			crowd.add(new AgentFixture(cluster, "crowd-" + i));
		}
		crowd.forEach((agent) -> agent.create("{runtime: demo, skills: [gas]}"));
		Set<String> keys = new HashSet<>();
		for (AgentFixture agent : crowd) {
			await().atMost(LONG).until(() -> agent.reason("Provisioned"), "False/WaitingForDeployment"::equals);
			keys.add(Documents.text(agent.child(ResourceType.SECRET, "hermes-api-server").orElseThrow(), "data",
					"API_SERVER_KEY"));
		}
		assertThat(keys).hasSize(CROWD);
	}

	@Test
	void aNamespaceThatIsStuckTerminatingDoesNotHoldTheAgent(TestCluster cluster) throws ApiException {
		AgentFixture agent = new AgentFixture(cluster, "stuck").create("{runtime: demo}");
		await().atMost(LONG).until(() -> agent.reason("Provisioned"), "False/WaitingForDeployment"::equals);
		cluster.apply("""
				apiVersion: v1
				kind: ConfigMap
				metadata: {name: held, namespace: agent-stuck, finalizers: [example.org/never]}
				""");
		ObjectKey namespace = new ObjectKey("", "agent-stuck");
		agent.access.delete(ResourceType.NAMESPACE, namespace, null);
		await().atMost(LONG).until(() -> agent.find().isEmpty());
		assertThat(agent.access.get(ResourceType.NAMESPACE, namespace)).isPresent();
		merge(agent, ResourceType.CONFIG_MAP, "held",
				Documents.object("metadata", Documents.object("finalizers", new JsonArray())));
		await().atMost(LONG).until(() -> agent.access.get(ResourceType.NAMESPACE, namespace).isEmpty());
	}

	@Test
	void theApiServerMayDieAndComeBack(TestCluster cluster) throws Exception {
		AgentFixture before = new AgentFixture(cluster, "survivor").create("{runtime: demo}");
		await().atMost(LONG).until(() -> before.reason("Provisioned"), "False/WaitingForDeployment"::equals);
		String key = uid(before).orElseThrow();
		ChildProcess server = cluster.controlPlane()
			.processes()
			.stream()
			.filter((process) -> "kube-apiserver".equals(process.name()))
			.findFirst()
			.orElseThrow();
		ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();
		// It is started again; every watch and the version it went on from are gone.
		await().atMost(LONG).ignoreExceptions().until(() -> uid(before).isPresent());
		AgentFixture after = new AgentFixture(cluster, "latecomer").create("{runtime: demo}");
		before.access.delete(ResourceType.SERVICE, new ObjectKey("agent-survivor", "hermes"), null);
		await().atMost(LONG).until(() -> after.reason("Provisioned"), "False/WaitingForDeployment"::equals);
		await().atMost(LONG).until(() -> before.child(ResourceType.SERVICE, "hermes").isPresent());
		assertThat(uid(before)).contains(key);
		assertThat(before.access.list(ResourceType.DEPLOYMENT, "agent-survivor", "")).hasSize(1);
	}

	@Test
	void whatHappenedWhileNoWatchWasThereIsMadeUpFor(TestCluster cluster) throws ApiException {
		AgentFixture agent = new AgentFixture(cluster, "unseen").create("{runtime: demo}");
		await().atMost(LONG).until(() -> agent.reason("Provisioned"), "False/WaitingForDeployment"::equals);
		GAP.begin();
		agent.access.delete(ResourceType.SERVICE, new ObjectKey("agent-unseen", "hermes"), null);
		AgentFixture late = new AgentFixture(cluster, "unheard").create("{runtime: demo}");
		GAP.end();
		await().atMost(LONG).until(GAP::isMadeUpFor);
		await().atMost(LONG).until(() -> agent.child(ResourceType.SERVICE, "hermes").isPresent());
		await().atMost(LONG).until(() -> late.reason("Provisioned"), "False/WaitingForDeployment"::equals);
	}

	@Test
	void theApiServerMayBeSilentForAWhile(TestCluster cluster) throws ApiException {
		AgentFixture before = new AgentFixture(cluster, "patient").create("{runtime: demo}");
		await().atMost(LONG).until(() -> before.reason("Provisioned"), "False/WaitingForDeployment"::equals);
		Map<String, String> versions = before.versions();
		try (Outage ignored = new Outage(cluster)) {
			await().during(Outage.LENGTH).atMost(Outage.LENGTH.plusSeconds(10)).until(program::isActive);
		}
		AgentFixture after = new AgentFixture(cluster, "punctual").create("{runtime: demo}");
		await().atMost(LONG).until(() -> after.reason("Provisioned"), "False/WaitingForDeployment"::equals);
		// These others write, too.
		versions.keySet().removeIf((child) -> child.matches("(Deployment|PersistentVolumeClaim|Service)/.*"));
		assertThat(before.versions()).containsAllEntriesOf(versions);
	}

	private static Optional<String> uid(AgentFixture agent) {
		return agent.child(ResourceType.SECRET, "hermes-api-server")
			.map((secret) -> Documents.text(secret, "metadata", "uid"));
	}

	private static void merge(AgentFixture agent, ResourceType type, String name, JsonObject patch)
			throws ApiException {
		agent.access.merge(type, new ObjectKey(agent.key.namespace(), name), patch);
	}

}
