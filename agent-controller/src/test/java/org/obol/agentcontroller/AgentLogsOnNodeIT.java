package org.obol.agentcontroller;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.obol.kube.Documents;
import org.obol.local.kubernetes.image.ImageTable;
import org.obol.local.kubernetes.image.LocalCommand;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Logs of an agent whose pod really runs, over REST. */
@KubernetesTest(virtualNode = true, images = AgentLogsOnNodeIT.Talkers.class)
public class AgentLogsOnNodeIT {

	private static ConfigurableApplicationContext program;

	private static String reader;

	@BeforeAll
	static void startTheProgram(TestCluster cluster) throws Exception {
		cluster.applyResource("crds/agents.obol.org.yaml");
		program = new SpringApplicationBuilder(AgentControllerApplication.class).properties(AgentFixture.properties())
			.properties("obol.agents.images.demo=example.org/talker:1")
			.initializers(
					(context) -> ((GenericApplicationContext) context).registerBean(ApiClient.class, cluster::client))
			.run();
		cluster.apply("""
				apiVersion: v1
				kind: ServiceAccount
				metadata: {name: reader}
				---
				apiVersion: rbac.authorization.k8s.io/v1
				kind: ClusterRole
				metadata: {name: log-reader}
				rules:
				- {apiGroups: [obol.org], resources: [agents], verbs: [get, create, delete]}
				- {apiGroups: [""], resources: [pods/log], verbs: [get]}
				---
				apiVersion: rbac.authorization.k8s.io/v1
				kind: ClusterRoleBinding
				metadata: {name: log-reader}
				roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: log-reader}
				subjects: [{kind: ServiceAccount, name: reader, namespace: %s}]
				""".formatted(cluster.namespace()));
		reader = AgentAdminIT.token(cluster, "reader");
	}

	@AfterAll
	static void stop() {
		program.close();
	}

	@Test
	void lastLinesOfTheRunningAgentAreRead() throws Exception {
		String agent = "/agents/agent-talker/talker";
		assertThat(send("POST", "/agents", "{\"name\": \"talker\", \"spec\": {\"runtime\": \"demo\"}}").statusCode())
			.isEqualTo(201);
		JsonObject read = await().atMost(Duration.ofSeconds(90))
			.until(() -> AgentAdminIT.json(send("GET", agent + "/logs?tail=2", null)),
					(answer) -> Documents.at(answer, "lines").isJsonArray()
							&& answer.getAsJsonArray("lines").size() == 2);
		assertThat(read.getAsJsonArray("lines")).hasToString("[\"two\",\"three\"]");
		assertThat(Documents.text(read, "pod")).startsWith("hermes-");

		HttpResponse<String> refused = send("GET", agent + "/logs?tail=0", null);
		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(Documents.text(AgentAdminIT.json(refused), "field")).isEqualTo("tail");
		HttpResponse<String> nobody = send("GET", "/agents/agent-talker/nobody/logs", null);
		assertThat(nobody.statusCode()).isEqualTo(404);
		assertThat(Documents.text(AgentAdminIT.json(nobody), "code")).isEqualTo("agent_not_found");

		assertThat(send("DELETE", agent, null).statusCode()).isEqualTo(202);
		await().atMost(Duration.ofSeconds(60)).until(() -> send("GET", agent, null).statusCode() == 404);
	}

	private static HttpResponse<String> send(String method, String path, String body) throws Exception {
		return AgentAdminIT.send(program, method, path, reader, body);
	}

	/** Says three lines and waits. */
	public static final class Talkers implements ImageTable {

		@Override
		public Optional<LocalCommand> find(String name) {
			return "talker".equals(name)
					? Optional.of(LocalCommand.of("sh", "-c", "echo one; echo two; echo three; exec sleep 600"))
					: Optional.empty();
		}

		@Override
		public Set<String> names() {
			return Set.of("talker");
		}

	}

}
