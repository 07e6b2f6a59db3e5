package org.obol.agentcontroller;

import io.kubernetes.client.openapi.ApiClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.local.kubernetes.image.ImageTable;
import org.obol.local.kubernetes.image.LocalCommand;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The real demo agent, as a process of this machine. */
@KubernetesTest(virtualNode = true, images = DemoAgentOnNodeIT.Images.class)
public class DemoAgentOnNodeIT {

	private static final Path JAR = Path.of(System.getProperty("obol.root", ".."),
			"local/demo-agent/target/demo-agent.jar");

	@Test
	void aRealDemoAgentBecomesReadyAndGoesAgain(TestCluster cluster) throws Exception {
		Assumptions.assumeTrue(Files.exists(JAR), "the demo agent is not built");
		cluster.applyResource("crds/agents.obol.org.yaml");
		try (var ignored = new SpringApplicationBuilder(AgentControllerApplication.class)
			.properties(AgentFixture.properties())
			.initializers(
					(context) -> ((GenericApplicationContext) context).registerBean(ApiClient.class, cluster::client))
			.run()) {
			AgentFixture agent = new AgentFixture(cluster, "real").create("{runtime: demo, skills: [gas]}");
			await().atMost(Duration.ofSeconds(90)).until(agent::isReady);
			assertThat(agent.reason("ApiAuthEnforced")).isEqualTo("True/KeyEnforced");

			agent.access.delete(ResourceType.AGENT, agent.key, null);
			await().atMost(Duration.ofSeconds(60)).until(() -> agent.find().isEmpty());
			await().atMost(Duration.ofSeconds(60))
				.until(() -> agent.access.list(ResourceType.POD, agent.key.namespace(), "").isEmpty());
			assertThat(agent.access.get(ResourceType.NAMESPACE, new ObjectKey("", agent.key.namespace()))).isPresent();
		}
	}

	public static final class Images implements ImageTable {

		@Override
		public Optional<LocalCommand> find(String name) {
			String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
			return "demo-agent".equals(name) ? Optional
				.of(new LocalCommand(List.of(java, "-XX:TieredStopAtLevel=1", "-jar", JAR.toString()), Map.of()))
					: Optional.empty();
		}

		@Override
		public Set<String> names() {
			return Set.of("demo-agent");
		}

	}

}
