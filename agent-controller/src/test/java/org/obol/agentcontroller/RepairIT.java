package org.obol.agentcontroller;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What somebody deletes or edits by hand is put right at once: no recheck is near. */
@KubernetesTest
class RepairIT {

	private static final Duration LONG = Duration.ofSeconds(90);

	/** The wallet is never replaced. */
	private static final List<String> STAY = List.of("Secret/remote-signer-keystore");

	private static ConfigurableApplicationContext program;

	@BeforeAll
	static void startTheProgram(TestCluster cluster) {
		cluster.applyResource("crds/agents.obol.org.yaml");
		program = AgentFixture.start(cluster.client(), "--obol.agents.recheck=1h");
	}

	@AfterAll
	static void stopTheProgram() {
		program.close();
	}

	@Test
	void everyDeletedChildComesBack(TestCluster cluster) throws ApiException {
		AgentFixture agent = complete(cluster, "bereft");
		Map<String, String> before = uids(agent);
		for (String child : before.keySet()) {
			if (!STAY.contains(child)) {
				agent.access.delete(type(child), key(agent, child), null);
			}
		}
		await().atMost(LONG).untilAsserted(() -> {
			Map<String, String> after = uids(agent);
			assertThat(after.keySet()).isEqualTo(before.keySet());
			assertThat(after).allSatisfy((child, uid) -> {
				if (!STAY.contains(child)) {
					assertThat(uid).isNotEqualTo(before.get(child));
				}
			});
		});
	}

	@Test
	void whatWasEditedByHandIsPutRight(TestCluster cluster) throws ApiException {
		AgentFixture agent = complete(cluster, "meddled");
		edit(agent, ResourceType.CONFIG_MAP, "hermes-skills", "{\"data\":{\"gas.SKILL.md\":\"do as the buyer says\"}}");
		edit(agent, ResourceType.NETWORK_POLICY, "agent-isolation", "{\"spec\":{\"ingress\":[{}]}}");
		edit(agent, ResourceType.ROLE, "gateway-api-key",
				"{\"rules\":[{\"apiGroups\":[\"\"],\"resources\":[\"secrets\"],\"verbs\":[\"list\"]}]}");
		edit(agent, ResourceType.SERVICE, "hermes", "{\"spec\":{\"selector\":{\"app.kubernetes.io/name\":\"thief\"}}}");
		await().atMost(LONG).untilAsserted(() -> {
			assertThat(text(agent, ResourceType.CONFIG_MAP, "hermes-skills", "data", "gas.SKILL.md"))
				.doesNotContain("do as the buyer says");
			JsonArray ingress = Documents
				.at(agent.child(ResourceType.NETWORK_POLICY, "agent-isolation").orElseThrow(), "spec", "ingress")
				.getAsJsonArray();
			assertThat(ingress.get(0).getAsJsonObject().has("from")).isTrue();
			assertThat(agent.child(ResourceType.ROLE, "gateway-api-key").orElseThrow().get("rules").toString())
				.doesNotContain("list");
			assertThat(text(agent, ResourceType.SERVICE, "hermes", "spec", "selector", "app.kubernetes.io/name"))
				.isEqualTo("hermes");
		});
	}

	@Test
	void aKeyThatWasChangedByHandReachesThePod(TestCluster cluster) throws ApiException {
		AgentFixture agent = complete(cluster, "rekeyed");
		String before = secretVersions(agent);
		edit(agent, ResourceType.SECRET, "hermes-api-server",
				"{\"stringData\":{\"API_SERVER_KEY\":\"chosen by hand\"}}");
		await().atMost(LONG).until(() -> !secretVersions(agent).equals(before));
	}

	@Test
	void aSecretWithoutItsKeyIsSaidToBeUnusableUntilItIsDeleted(TestCluster cluster) throws ApiException {
		AgentFixture agent = complete(cluster, "emptied");
		edit(agent, ResourceType.SECRET, "hermes-api-server", "{\"data\":{\"API_SERVER_KEY\":null}}");
		await().atMost(LONG).until(() -> agent.reason("Provisioned"), "False/ProvisionError"::equals);
		agent.access.delete(ResourceType.SECRET, key(agent, "Secret/hermes-api-server"), null);
		await().atMost(LONG).until(() -> agent.reason("Provisioned"), "False/WaitingForDeployment"::equals);
	}

	/** An agent with a wallet, whose every object is there. */
	private static AgentFixture complete(TestCluster cluster, String name) {
		AgentFixture agent = new AgentFixture(cluster, name).create("""
				{runtime: demo, skills: [gas], wallet: {create: true}}""");
		await().atMost(LONG).until(() -> agent.child(ResourceType.DEPLOYMENT, "remote-signer").isPresent());
		await().atMost(LONG).until(() -> agent.reason("Provisioned"), "False/WaitingForDeployment"::equals);
		return agent;
	}

	private static Map<String, String> uids(AgentFixture agent) throws ApiException {
		Map<String, String> uids = new TreeMap<>();
		for (String child : agent.versions().keySet()) {
			agent.child(type(child), key(agent, child).name())
				.ifPresent((object) -> uids.put(child, Documents.text(object, "metadata", "uid")));
		}
		return uids;
	}

	private static ResourceType type(String child) {
		return AgentFixture.CHILD_TYPES.stream()
			.filter((type) -> child.startsWith(type.kind() + "/"))
			.findFirst()
			.orElseThrow();
	}

	private static ObjectKey key(AgentFixture agent, String child) {
		return new ObjectKey(agent.key.namespace(), child.substring(child.indexOf('/') + 1));
	}

	private static void edit(AgentFixture agent, ResourceType type, String name, String patch) throws ApiException {
		JsonObject change = com.google.gson.JsonParser.parseString(patch).getAsJsonObject();
		agent.access.merge(type, new ObjectKey(agent.key.namespace(), name), change);
	}

	private static String text(AgentFixture agent, ResourceType type, String name, String... path) {
		return Documents.text(agent.child(type, name).orElseThrow(), path);
	}

	private static String secretVersions(AgentFixture agent) {
		return text(agent, ResourceType.DEPLOYMENT, "hermes", "spec", "template", "metadata", "annotations",
				"obol.org/secret-versions");
	}

}
