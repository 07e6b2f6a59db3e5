package org.obol.offercontroller.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.obol.admin.AdminException;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.local.kubernetes.image.ImageTable;
import org.obol.local.kubernetes.image.LocalCommand;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;

/** Logs of a pod that really runs. */
@KubernetesTest(virtualNode = true, images = AgentLogsIT.Talkers.class)
class AgentLogsIT {

	@Test
	void lastLinesOfTheAgentAreRead(TestCluster cluster) {
		cluster
			.apply("""
					apiVersion: v1
					kind: Pod
					metadata:
					  name: hermes-1
					  labels: {app.kubernetes.io/part-of: obol-agent-market, app.kubernetes.io/name: hermes, obol.org/agent: quant}
					spec:
					  terminationGracePeriodSeconds: 1
					  containers:
					  - name: hermes
					    image: test/talker:1
					    command: [sh, -c, "echo one; echo two; echo three; exec sleep 600"]
					""");
		AgentLogs logs = new AgentLogs(cluster.client());
		ServiceOffer offer = offer(cluster.namespace(), "quant");
		JsonObject last = await().atMost(Duration.ofSeconds(60))
			.ignoreExceptionsInstanceOf(AdminException.class)
			.until(() -> logs.of(offer, "2"), (read) -> read.getAsJsonArray("lines").size() == 2);
		assertThat(last.getAsJsonArray("lines").toString()).isEqualTo("[\"two\",\"three\"]");
		assertThat(last.get("pod").getAsString()).isEqualTo("hermes-1");
		assertThatThrownBy(() -> logs.of(offer, "0")).hasMessageContaining("tail '0' is not a number from 1 to 2000");
		assertThatThrownBy(() -> logs.of(offer(cluster.namespace(), "nobody"), null))
			.hasMessageContaining("agent nobody has no running pod");
		assertThatThrownBy(() -> logs.of(offer("elsewhere", "quant", cluster.namespace()), null))
			.hasMessageContaining("sells no agent");
	}

	private static ServiceOffer offer(String namespace, String agent) {
		return offer(namespace, agent, namespace);
	}

	private static ServiceOffer offer(String namespace, String agent, String agentNamespace) {
		return new ServiceOffer(new V1ObjectMeta().namespace(namespace).name("o"), new ServiceOfferSpec("agent",
				new ServiceOfferSpec.AgentTarget(new ServiceOfferSpec.AgentRef(agent, agentNamespace), null), null,
				null, null, List.of(), null, null, null, null, List.of(), null, Map.of(), null, null, null));
	}

	/** Runs what it is told. */
	static final class Talkers implements ImageTable {

		@Override
		public Optional<LocalCommand> find(String name) {
			return "talker".equals(name) ? Optional.of(LocalCommand.of("sh")) : Optional.empty();
		}

		@Override
		public Set<String> names() {
			return Set.of("talker");
		}

	}

}
