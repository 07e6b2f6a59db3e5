package org.obol.shell.sell;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.obol.api.Agent;
import org.obol.api.ServiceOffer;
import org.obol.kube.Cluster;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;
import org.obol.shell.console.TestConsole;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code obol sell demo} against a real API server. Nobody reconciles here. */
@KubernetesTest
class DemoCommandIT {

	private static final String PAYEE = "0x209693Bc6afc0C5328bA36FaF03C514EF312287C";

	@TempDir
	Path home;

	private TestConsole obol;

	private Cluster cluster;

	@BeforeEach
	void console(TestCluster kubernetes) throws IOException {
		kubernetes.applyResource("crds/agents.obol.org.yaml");
		kubernetes.applyResource("crds/serviceoffers.obol.org.yaml");
		this.cluster = new Cluster(kubernetes.client(), "test");
		Files.writeString(this.home.resolve("stack.json"), """
				{"network": "eip155:84532", "gatewayUrl": "http://localhost:18402", "rpcUrl": "http://127.0.0.1:1"}""");
		this.obol = new TestConsole(
				Map.of("KUBECONFIG", kubernetes.kubeconfig().toString(), "OBOL_HOME", this.home.toString()));
	}

	@Test
	void aServiceIsStartedThatBelongsToItsOffer() throws Exception {
		var run = this.obol.run("sell", "demo", "blocks", "--pay-to", PAYEE, "--timeout", "1");
		assertThat(run.status()).isEqualTo(1);
		assertThat(run.err()).contains("0.0001 USDC per request on base-sepolia",
				"'demo-blocks' is not live after 1 s");
		ObjectKey key = new ObjectKey("demo", "demo-blocks");
		ServiceOffer offer = Documents.as(this.cluster.get(ResourceType.SERVICE_OFFER, key).orElseThrow(),
				ServiceOffer.class);
		assertThat(offer.getMetadata().getLabels()).containsEntry("obol.org/demo", "true");
		assertThat(offer.getSpec().registration()).isNull();
		JsonObject deployment = this.cluster.get(ResourceType.DEPLOYMENT, key).orElseThrow();
		assertThat(deployment.toString()).contains("\"DEMO_TYPE\",\"value\":\"blocks\"", "http://127.0.0.1:1");
		for (JsonObject part : new JsonObject[] { deployment,
				this.cluster.get(ResourceType.SERVICE, key).orElseThrow() }) {
			assertThat(Documents.at(part, "metadata", "ownerReferences").toString())
				.contains(offer.getMetadata().getUid());
		}
		JsonObject namespace = this.cluster.get(ResourceType.NAMESPACE, new ObjectKey("", "demo")).orElseThrow();
		assertThat(Documents.text(namespace, "metadata", "labels", "pod-security.kubernetes.io/enforce"))
			.isEqualTo("restricted");
	}

	@Test
	void theAnalystIsAnAgentWhoseObjectiveNobodyReads() throws Exception {
		this.obol.run("sell", "demo", "quant", "--price", "0.01", "--token", "USDC", "--pay-to", PAYEE, "--timeout",
				"1");
		ObjectKey key = new ObjectKey("agent-demo-quant", "demo-quant");
		Agent agent = Documents.as(this.cluster.get(ResourceType.AGENT, key).orElseThrow(), Agent.class);
		assertThat(agent.getSpec().effectiveRuntime()).isEqualTo("demo");
		assertThat(agent.getSpec().wantsWallet()).isFalse();
		JsonObject offer = this.cluster.get(ResourceType.SERVICE_OFFER, key).orElseThrow();
		assertThat(offer.toString()).doesNotContain(agent.getSpec().objective());
		// What is there is sold, not made again.
		var again = this.obol.run("sell", "demo", "quant", "--price", "0.02", "--token", "USDC", "--pay-to", PAYEE,
				"--timeout", "1");
		assertThat(again.err()).contains("updated (demo: 0.02 USDC");
	}

	@Test
	void whatCantBeSoldIsSaidBeforeAnythingIsStarted() throws Exception {
		assertThat(this.obol.run("sell", "demo", "cats", "--pay-to", PAYEE).err())
			.contains("'cats' is not a demo; choose hello, blocks, quant");
		assertThat(this.obol.run("sell", "demo", "--chain", "base", "--pay-to", PAYEE).err())
			.contains("'OBOL' is not available on chain base");
		Files.delete(this.home.resolve("stack.json"));
		assertThat(this.obol.run("sell", "demo", "blocks", "--name", "chainless", "--pay-to", PAYEE).err())
			.contains("--rpc-url URL");
		assertThat(this.cluster.get(ResourceType.SERVICE_OFFER, new ObjectKey("demo", "chainless"))).isEmpty();
		assertThat(this.cluster.get(ResourceType.SERVICE_OFFER, new ObjectKey("demo", "demo-hello"))).isEmpty();
	}

}
