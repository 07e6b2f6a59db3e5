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

	private static final Path ROOT = Path.of(System.getProperty("obol.root", ".."));

	private static final Map<String, Path> JARS = Map.of("demo-agent",
			ROOT.resolve("local/demo-agent/target/demo-agent.jar"), "remote-signer",
			ROOT.resolve("remote-signer/target/remote-signer.jar"));

	@Test
	void aRealDemoAgentBecomesReadyAndGoesAgain(TestCluster cluster) throws Exception {
		Assumptions.assumeTrue(JARS.values().stream().allMatch(Files::exists), "demo agent and signer are not built");
		cluster.applyResource("crds/agents.obol.org.yaml");
		try (var ignored = new SpringApplicationBuilder(AgentControllerApplication.class)
			.properties(AgentFixture.properties())
			.initializers(
					(context) -> ((GenericApplicationContext) context).registerBean(ApiClient.class, cluster::client))
			.run()) {
			AgentFixture agent = new AgentFixture(cluster, "real").create("""
					{runtime: demo, skills: [gas], wallet: {create: true, reclaimPolicy: Delete}}""");
			await().atMost(Duration.ofSeconds(90)).until(agent::isReady);
			assertThat(agent.reason("ApiAuthEnforced")).isEqualTo("True/KeyEnforced");
			assertThat(agent.reason("WalletReady")).isEqualTo("True/SignerAnswers");

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
			return Optional.ofNullable(JARS.get(name))
				.map((jar) -> new LocalCommand(List.of(java, "-XX:TieredStopAtLevel=1", "-jar", jar.toString()),
						Map.of()));
		}

		@Override
		public Set<String> names() {
			return JARS.keySet();
		}

	}

}
