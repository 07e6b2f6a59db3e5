package org.obol.agentcontroller;

import com.google.gson.JsonObject;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.obol.api.AgentWallet;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.kube.controller.Reconciler;
import org.obol.kube.testing.CrashingClient;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** The controller dies after every single write, and comes back. */
@KubernetesTest
class CrashIT {

	private static final CrashingClient CRASH = new CrashingClient();

	private static ConfigurableApplicationContext program;

	@BeforeAll
	static void startTheProgramWithoutItsLoop(TestCluster cluster) {
		cluster.applyResource("crds/agents.obol.org.yaml");
		// A lease in a namespace that does not exist is never won, so only the test calls
		// the reconciler.
		program = AgentFixture.start(CRASH.of(cluster.client()), "--obol.leader-election=true",
				"--obol.namespace=absent");
	}

	@AfterAll
	static void stop() {
		program.close();
	}

	@Test
	void everyWriteCanBeTheLastOne(TestCluster cluster) throws Exception {
		AgentFixture agent = new AgentFixture(cluster, "mortal").create("""
				{runtime: demo, skills: [gas], wallet: {create: true}}""");
		Set<String> keys = new HashSet<>();
		int lives = 0;
		while (!passes(agent)) {
			lives++;
			uid(agent, "hermes-api-server").ifPresent(keys::add);
			uid(agent, "remote-signer-keystore").ifPresent(keys::add);
			assertThat(lives).isLessThan(40);
		}
		assertThat(lives).isGreaterThan(15);
		assertThat(keys).hasSize(2);
		assertThat(agent.versions()).hasSize(15);
		assertThat(agent.read().getStatus().walletAddress()).matches("0x[0-9a-fA-F]{40}");
		assertThat(passes(agent)).isTrue();

		String keystore = uid(agent, "remote-signer-keystore").orElseThrow();
		agent.access.delete(ResourceType.AGENT, agent.key, null);
		while (!passes(agent)) {
			assertThat(lives++).isLessThan(80);
		}
		assertThat(agent.find()).isEmpty();
		// A wallet outlives its agent; the volume waits for its pods.
		assertThat(agent.versions().keySet()).contains("Secret/remote-signer-keystore")
			.isSubsetOf("Secret/remote-signer-keystore", "PersistentVolumeClaim/hermes-data");

		agent.create("{runtime: demo, wallet: {create: true}}");
		CRASH.dieAfter(Integer.MAX_VALUE);
		program.getBean(Reconciler.class).reconcile(agent.key);
		assertThat(uid(agent, "remote-signer-keystore")).contains(keystore);
	}

	@Test
	void aLostKeystoreIsNeverReplaced(TestCluster cluster) throws Exception {
		AgentFixture agent = new AgentFixture(cluster, "robbed").create("{runtime: demo, wallet: {create: true}}");
		CRASH.dieAfter(Integer.MAX_VALUE);
		Reconciler reconciler = program.getBean(Reconciler.class);
		reconciler.reconcile(agent.key);
		String address = agent.read().getStatus().walletAddress();
		agent.access.delete(ResourceType.SECRET, new ObjectKey(agent.key.namespace(), "remote-signer-keystore"), null);
		reconciler.reconcile(agent.key);
		assertThat(agent.reason("WalletReady")).isEqualTo("False/WalletError");
		assertThat(agent.child(ResourceType.SECRET, "remote-signer-keystore")).isEmpty();
		assertThat(agent.read().getStatus().walletAddress()).isEqualTo(address);
	}

	@Test
	void aSecretThatDoesNotSayWhoseKeyItHoldsIsNotTouched(TestCluster cluster) throws Exception {
		AgentFixture agent = new AgentFixture(cluster, "muddled").create("{runtime: demo, wallet: {create: true}}");
		ObjectKey key = new ObjectKey(agent.key.namespace(), AgentWallet.SECRET);
		JsonObject secret = Documents.manifest(ResourceType.SECRET, key, AgentWallet.labels("muddled"));
		secret.add("stringData", Documents.object(AgentWallet.DOCUMENT, "{}", AgentWallet.PASSWORD, "x"));
		String version = Documents.text(agent.access.create(ResourceType.SECRET, secret), "metadata",
				"resourceVersion");
		CRASH.dieAfter(Integer.MAX_VALUE);
		program.getBean(Reconciler.class).reconcile(agent.key);
		assertThat(agent.reason("WalletReady")).isEqualTo("False/WalletError");
		assertThat(agent.read().getStatus().walletAddress()).isNull();
		assertThat(Documents.text(agent.child(ResourceType.SECRET, AgentWallet.SECRET).orElseThrow(), "metadata",
				"resourceVersion"))
			.isEqualTo(version);
	}

	/** One life: it ends after its first write. */
	private static boolean passes(AgentFixture agent) {
		CRASH.dieAfter(1);
		try {
			program.getBean(Reconciler.class).reconcile(agent.key);
			return CRASH.writes() == 0;
		}
		catch (Exception ex) {
			assertThat(CRASH.writes()).as(ex.toString()).isPositive();
			return false;
		}
	}

	private static Optional<String> uid(AgentFixture agent, String secret) {
		Optional<JsonObject> found = agent.child(ResourceType.SECRET, secret);
		return found.map((object) -> Documents.text(object, "metadata", "uid"));
	}

}
