package org.obol.agentcontroller;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.obol.api.Agent;
import org.obol.api.Condition;
import org.obol.kube.Cluster;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.kube.ServiceResolver;
import org.obol.local.kubernetes.junit.TestCluster;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** One agent on the test's control plane, and a hand in the role of its node. */
final class AgentFixture {

	static final List<ResourceType> CHILD_TYPES = List.of(ResourceType.SERVICE_ACCOUNT,
			ResourceType.PERSISTENT_VOLUME_CLAIM, ResourceType.CONFIG_MAP, ResourceType.SECRET, ResourceType.DEPLOYMENT,
			ResourceType.SERVICE, ResourceType.NETWORK_POLICY, ResourceType.ROLE, ResourceType.ROLE_BINDING);

	private static final String OURS = "app.kubernetes.io/managed-by=agent-controller";

	final Cluster access;

	final ObjectKey key;

	private final TestCluster cluster;

	AgentFixture(TestCluster cluster, String name) {
		this.cluster = cluster;
		this.key = new ObjectKey("agent-" + name, name);
		this.access = new Cluster(cluster.client(), "test");
		cluster.createNamespace(this.key.namespace());
	}

	/** No node has these images: an agent of these tests is no process. */
	static String[] properties() {
		return new String[] { "server.port=0", "obol.local=true", "obol.leader-election=false",
				"obol.agents.rpc-url=http://rpc.example.org:8545", "obol.agents.images.demo=example.org/none:1",
				"obol.agents.images.signer=example.org/none:1", "spring.main.banner-mode=off" };
	}

	/**
	 * Starts the program on the test's control plane.
	 * @param client its connection
	 * @param more properties beyond {@link #properties()}
	 */
	static ConfigurableApplicationContext start(ApiClient client, String... more) {
		return new SpringApplicationBuilder(AgentControllerApplication.class).properties(properties())
			.initializers(
					(context) -> ((GenericApplicationContext) context).registerBean(ApiClient.class, () -> client))
			.run(more);
	}

	ApiClient client() {
		return this.cluster.client();
	}

	AgentFixture create(String spec) {
		this.cluster.apply("""
				apiVersion: obol.org/v1alpha1
				kind: Agent
				metadata: {name: %s, namespace: %s}
				spec: %s
				""".formatted(this.key.name(), this.key.namespace(), spec));
		return this;
	}

	Optional<JsonObject> child(ResourceType type, String name) {
		try {
			return this.access.get(type, new ObjectKey(this.key.namespace(), name));
		}
		catch (ApiException ex) {
			throw new IllegalStateException(ex.getResponseBody(), ex);
		}
	}

	Optional<Agent> find() {
		try {
			return this.access.get(ResourceType.AGENT, this.key).map((json) -> Documents.as(json, Agent.class));
		}
		catch (ApiException ex) {
			throw new IllegalStateException(ex.getResponseBody(), ex);
		}
	}

	Agent read() {
		return find().orElseThrow();
	}

	String reason(String condition) {
		return find().flatMap((agent) -> Condition.of(agent.conditions(), condition))
			.map((found) -> found.status() + "/" + found.reason())
			.orElse("");
	}

	boolean isReady() {
		return read().getStatus().isReady();
	}

	/** Every object of the agent, with the version it was last written in. */
	Map<String, String> versions() throws ApiException {
		Map<String, String> versions = new TreeMap<>();
		for (ResourceType type : CHILD_TYPES) {
			for (JsonObject object : this.access.list(type, this.key.namespace(), OURS)) {
				versions.put(type.kind() + "/" + Documents.key(object).name(),
						Documents.text(object, "metadata", "resourceVersion"));
			}
		}
		return versions;
	}

	/** Does what a node does: the agent's pods run, and its Service can be reached. */
	void run(FakeAgent agent) {
		try {
			for (JsonObject pod : this.access.list(ResourceType.POD, this.key.namespace(), OURS)) {
				merge(ResourceType.POD, Documents.key(pod).name(), "/status", """
						{"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}}""");
			}
			this.access.merge(ResourceType.SERVICE, new ObjectKey(this.key.namespace(), "hermes"),
					Documents.object("metadata", Documents.object("annotations",
							Documents.object(ServiceResolver.ENDPOINT_ANNOTATION, "8642=" + agent.address()))));
		}
		catch (ApiException ex) {
			throw new IllegalStateException(ex.getResponseBody(), ex);
		}
	}

	private void merge(ResourceType type, String name, String subresource, String patch) throws ApiException {
		ObjectKey pod = new ObjectKey(this.key.namespace(), name + subresource);
		this.access.merge(type, pod, com.google.gson.JsonParser.parseString(patch).getAsJsonObject());
	}

}
