package org.obol.agentcontroller;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.obol.api.AgentWallet;
import org.obol.kube.Cluster;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.local.kubernetes.image.ImageTable;
import org.obol.local.kubernetes.image.LocalCommand;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;
import org.springframework.context.ConfigurableApplicationContext;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Wallet;
import org.web3j.utils.Numeric;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The real demo agent, as a process of this machine. */
@KubernetesTest(virtualNode = true, images = DemoAgentOnNodeIT.Images.class)
public class DemoAgentOnNodeIT {

	private static final Path ROOT = Path.of(System.getProperty("obol.root", ".."));

	/** Nobody's key. */
	private static final String KEY = "1".repeat(64);

	private static final String ADDRESS = "0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A";

	private static final Map<String, Path> JARS = Map.of("demo-agent",
			ROOT.resolve("local/demo-agent/target/demo-agent.jar"), "remote-signer",
			ROOT.resolve("remote-signer/target/remote-signer.jar"));

	private static ConfigurableApplicationContext program;

	@BeforeAll
	static void startTheProgram(TestCluster cluster) {
		Assumptions.assumeTrue(JARS.values().stream().allMatch(Files::exists), "demo agent and signer are not built");
		cluster.applyResource("crds/agents.obol.org.yaml");
		program = AgentFixture.start(cluster.client(), "--obol.agents.images.demo=example.org/demo-agent:1",
				"--obol.agents.images.signer=example.org/remote-signer:1");
	}

	@AfterAll
	static void stopTheProgram() {
		if (program != null) {
			program.close();
		}
	}

	@Test
	void aRealDemoAgentBecomesReadyAndGoesAgain(TestCluster cluster) throws Exception {
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

	@Test
	void aKeyThatWasBroughtIsTheWalletAndCanBeBroughtAgain(TestCluster cluster) throws Exception {
		AgentFixture agent = new AgentFixture(cluster, "heir");
		ObjectKey secret = new ObjectKey(agent.key.namespace(), AgentWallet.SECRET);
		bring(cluster, "first password");
		agent.create("{runtime: demo, wallet: {create: true}}");
		await().atMost(Duration.ofSeconds(90)).until(() -> agent.reason("WalletReady"), "True/SignerAnswers"::equals);
		assertThat(agent.read().getStatus().walletAddress()).isEqualTo(ADDRESS);

		agent.access.delete(ResourceType.SECRET, secret, null);
		await().atMost(Duration.ofSeconds(60)).until(() -> agent.reason("WalletReady"), "False/WalletError"::equals);
		// The signer that runs knows the first password and the first token only.
		bring(cluster, "second password");
		await().atMost(Duration.ofSeconds(90)).until(() -> agent.reason("WalletReady"), "True/SignerAnswers"::equals);
		assertThat(agent.read().getStatus().walletAddress()).isEqualTo(ADDRESS);
	}

	/** What the console does with a seller's key. */
	private static void bring(TestCluster cluster, String password) throws Exception {
		String document = new JsonMapper()
			.writeValueAsString(Wallet.createLight(password, ECKeyPair.create(Numeric.hexStringToByteArray(KEY))));
		JsonObject secret = Documents.manifest(ResourceType.SECRET, new ObjectKey("agent-heir", AgentWallet.SECRET),
				AgentWallet.labels("heir"));
		secret.getAsJsonObject("metadata")
			.add("annotations", Documents.object(AgentWallet.ADDRESS_ANNOTATION, ADDRESS));
		secret.add("stringData", Documents.object(AgentWallet.DOCUMENT, document, AgentWallet.PASSWORD, password,
				AgentWallet.TOKEN, "token for " + password));
		new Cluster(cluster.client(), "test").create(ResourceType.SECRET, secret);
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
