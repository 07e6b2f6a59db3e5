package org.obol.shell.agent;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.obol.api.Agent;
import org.obol.api.AgentWallet;
import org.obol.kube.Cluster;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;
import org.obol.shell.console.TestConsole;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Wallet;
import org.web3j.crypto.WalletFile;
import org.web3j.utils.Numeric;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The agent commands against a real API server. Nobody reconciles here. */
@KubernetesTest
class AgentCommandsIT {

	/** Nobody's key. */
	private static final String KEY = "1".repeat(64);

	private static final String ADDRESS = "0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A";

	@TempDir
	Path home;

	private TestConsole obol;

	private Cluster cluster;

	@BeforeEach
	void console(TestCluster kubernetes) {
		kubernetes.applyResource("crds/agents.obol.org.yaml");
		kubernetes.applyResource("crds/serviceoffers.obol.org.yaml");
		this.cluster = new Cluster(kubernetes.client(), "test");
		this.obol = new TestConsole(
				Map.of("KUBECONFIG", kubernetes.kubeconfig().toString(), "OBOL_HOME", this.home.toString()));
	}

	private Agent agent(String name) throws Exception {
		JsonObject document = this.cluster.get(ResourceType.AGENT, AgentDraft.key(name)).orElseThrow();
		return Documents.as(document, Agent.class);
	}

	@Test
	void anAgentIsDeclaredInItsOwnNamespace() throws Exception {
		var run = this.obol.run("agent", "new", "gas-bot", "--runtime", "demo", "--model", "m1", "--skills",
				"gas,addresses", "--objective", "Answers gas questions", "--create-wallet");
		assertThat(run.status()).as(run.err()).isZero();
		assertThat(run.out()).contains("agent-gas-bot/gas-bot", "Next: obol agent status gas-bot");
		Agent agent = agent("gas-bot");
		assertThat(agent.getSpec().effectiveRuntime()).isEqualTo("demo");
		assertThat(agent.getSpec().skills()).containsExactly("gas", "addresses");
		assertThat(agent.getSpec().objective()).isEqualTo("Answers gas questions");
		assertThat(agent.getSpec().wantsWallet()).isTrue();
	}

	@Test
	void anAgentThatExistsIsNotTouched() throws Exception {
		this.obol.run("agent", "new", "twice", "--model", "first");
		var run = this.obol.run("agent", "new", "twice", "--model", "second");
		assertThat(run.status()).isEqualTo(1);
		assertThat(run.err())
			.isEqualTo("Error: Agent 'twice' exists already; change it with `obol agent update twice`");
		assertThat(agent("twice").getSpec().model()).isEqualTo("first");
	}

	@Test
	void aRefusedAgentLeavesNothingBehind() throws Exception {
		var run = this.obol.run("agent", "new", "broken", "--model", "x".repeat(300));
		assertThat(run.status()).isEqualTo(1);
		assertThat(run.err()).contains("spec.model").doesNotContain("\tat ");
		var namespace = this.cluster.get(ResourceType.NAMESPACE, new ObjectKey("", "agent-broken"));
		assertThat(namespace.map((found) -> Documents.text(found, "status", "phase")).orElse("Terminating"))
			.isEqualTo("Terminating");
	}

	@Test
	void anUpdateChangesWhatIsNamedOnly() throws Exception {
		this.obol.run("agent", "new", "changing", "--model", "m1", "--skills", "gas,addresses", "--objective", "o");
		var run = this.obol.run("agent", "update", "changing", "--skills", "+sell,-gas", "--model", "m2");
		assertThat(run.out()).contains("model → m2", "skills added: sell", "skills removed: gas");
		assertThat(agent("changing").getSpec().skills()).containsExactly("addresses", "sell");
		assertThat(agent("changing").getSpec().objective()).isEqualTo("o");
	}

	@Test
	void agentsAreListedForPeopleAndPrograms() throws Exception {
		this.obol.run("agent", "new", "listed", "--runtime", "demo");
		report("listed", "Ready");
		assertThat(this.obol.run("agent", "list").out()).contains("NAME", "listed", "demo", "Ready", "http://hermes");
		var listed = this.obol.run("agent", "list", "-o", "json").json().getAsJsonArray();
		assertThat(listed).anySatisfy((entry) -> {
			assertThat(entry.getAsJsonObject().get("name").getAsString()).isEqualTo("listed");
			assertThat(entry.getAsJsonObject().get("ready").getAsBoolean()).isTrue();
		});
		assertThat(this.obol.run("agent", "list", "-q").out().lines()).contains("listed");
		assertThat(this.obol.run("agent", "status", "listed").out()).contains("✓ Ready", "ℹ WalletReady");
	}

	@Test
	void waitingEndsWithWhatIsMissing() throws Exception {
		var run = this.obol.run("agent", "new", "waits", "--runtime", "demo", "--wait", "--timeout", "1");
		assertThat(run.status()).isEqualTo(1);
		assertThat(run.err())
			.contains("Agent 'waits' is not Ready after 1 s but Pending: nothing has been observed yet");
	}

	@Test
	void deletingTakesTheOffersAlong() throws Exception {
		this.obol.run("agent", "new", "leaving", "--runtime", "demo");
		this.obol.run("sell", "agent", "leaving", "--price", "0.01", "--pay-to",
				"0x209693Bc6afc0C5328bA36FaF03C514EF312287C", "--no-register");
		var run = this.obol.run("agent", "delete", "leaving", "-o", "json");
		assertThat(run.status()).as(run.err()).isZero();
		assertThat(run.json().getAsJsonObject().get("offersDeleted").getAsInt()).isEqualTo(1);
		assertThat(this.cluster.get(ResourceType.AGENT, AgentDraft.key("leaving"))).isEmpty();
		assertThat(this.cluster.get(ResourceType.SERVICE_OFFER, AgentDraft.key("leaving"))).isEmpty();
	}

	@Test
	void aPersonIsAskedAndMayDecline() throws Exception {
		this.obol.answering("m9", "gas", "", "n").run("agent", "new", "asked");
		assertThat(agent("asked").getSpec().model()).isEqualTo("m9");
		assertThat(agent("asked").getSpec().objective()).isEqualTo(AgentDraft.DEFAULT_OBJECTIVE);
		assertThat(agent("asked").getSpec().wantsWallet()).isFalse();
		var run = this.obol.answering("").run("agent", "delete", "asked");
		assertThat(run.status()).isEqualTo(1);
		assertThat(run.err()).contains("nothing was deleted");
		assertThat(agent("asked").isBeingDeleted()).isFalse();
	}

	@Test
	void anAgentThatIsNotThereIsSaidSo() {
		var run = this.obol.run("agent", "status", "nobody");
		assertThat(run.status()).isEqualTo(1);
		assertThat(run.err())
			.isEqualTo("Error: There is no agent 'nobody' in namespace agent-nobody; `obol agent list` shows them");
	}

	@Test
	void aKeyFromAFileBecomesTheWalletOfANewAgent() throws Exception {
		Path file = Files.writeString(this.home.resolve("key.txt"), KEY + "\n");
		var run = this.obol.run("agent", "new", "heir", "--runtime", "demo", "--import-wallet", file.toString());
		assertThat(run.status()).as(run.err()).isZero();
		assertThat(agent("heir").getSpec().wantsWallet()).isTrue();
		assertThat(opened("heir")).isEqualTo(KEY);
		assertThat(run.out() + run.err()).doesNotContain(KEY);
	}

	@Test
	void aKeystoreIsLockedAnewForTheSmallSigner() throws Exception {
		String document = new JsonMapper().writeValueAsString(
				Wallet.createStandard("the seller's own", ECKeyPair.create(Numeric.hexStringToByteArray(KEY))));
		Path file = Files.writeString(this.home.resolve("keystore.json"), document);
		Path password = Files.writeString(this.home.resolve("password"), "the seller's own\n");
		this.obol.run("agent", "new", "merchant", "--runtime", "demo");
		assertThat(this.obol.run("agent", "update", "merchant", "--import-wallet", file.toString()).err())
			.contains("needs its password");
		var run = this.obol.run("agent", "update", "merchant", "--import-wallet", file.toString(), "--password-file",
				password.toString());
		assertThat(run.out()).as(run.err()).contains("wallet → " + ADDRESS);
		assertThat(agent("merchant").getSpec().wantsWallet()).isTrue();
		assertThat(opened("merchant")).isEqualTo(KEY);
		assertThat(secret("merchant", AgentWallet.DOCUMENT)).contains("\"n\":4096");
		assertThat(secret("merchant", AgentWallet.PASSWORD)).isNotEqualTo("the seller's own");
	}

	@Test
	void aWalletIsNeverReplaced() throws Exception {
		Path file = Files.writeString(this.home.resolve("key.txt"), KEY);
		this.obol.run("agent", "new", "settled", "--runtime", "demo", "--import-wallet", file.toString());
		String document = secret("settled", AgentWallet.DOCUMENT);
		Path other = Files.writeString(this.home.resolve("other.txt"), KEY.replace('1', '2'));
		var run = this.obol.run("agent", "update", "settled", "--import-wallet", other.toString());
		assertThat(run.status()).isEqualTo(1);
		assertThat(run.err()).contains("has the wallet " + ADDRESS + " already, and a wallet is never replaced");
		assertThat(this.obol.run("agent", "update", "settled", "--import-wallet", file.toString()).status()).isZero();
		this.obol.run("agent", "delete", "settled", "--force");
		run = this.obol.run("agent", "new", "settled", "--import-wallet", other.toString());
		assertThat(run.status()).isEqualTo(1);
		assertThat(this.cluster.get(ResourceType.AGENT, AgentDraft.key("settled"))).isEmpty();
		assertThat(secret("settled", AgentWallet.DOCUMENT)).isEqualTo(document);
	}

	@Test
	void whatIsNoKeyIsRefusedWithoutRepeatingItAndNothingIsCreated() throws Exception {
		Path file = Files.writeString(this.home.resolve("key.txt"), "not a key at all");
		var run = this.obol.run("agent", "new", "keyless", "--import-wallet", file.toString());
		assertThat(run.status()).isEqualTo(2);
		assertThat(run.err()).contains("64 hex digits").doesNotContain("not a key at all");
		assertThat(this.cluster.get(ResourceType.NAMESPACE, new ObjectKey("", "agent-keyless"))).isEmpty();
	}

	private String opened(String agent) throws Exception {
		WalletFile keystore = new JsonMapper().readValue(secret(agent, AgentWallet.DOCUMENT), WalletFile.class);
		return Numeric.toHexStringNoPrefixZeroPadded(
				Wallet.decrypt(secret(agent, AgentWallet.PASSWORD), keystore).getPrivateKey(), 64);
	}

	private String secret(String agent, String key) throws Exception {
		JsonObject secret = this.cluster
			.get(ResourceType.SECRET, new ObjectKey(AgentDraft.namespace(agent), AgentWallet.SECRET))
			.orElseThrow();
		assertThat(Documents.text(secret, "metadata", "annotations", AgentWallet.ADDRESS_ANNOTATION))
			.isEqualTo(ADDRESS);
		return new String(Base64.getDecoder().decode(Documents.text(secret, "data", key)), StandardCharsets.UTF_8);
	}

	private void report(String name, String phase) throws Exception {
		JsonObject document = Documents.manifest(ResourceType.AGENT, AgentDraft.key(name), Map.of());
		document.add("status",
				Documents.object("phase", phase, "endpoint", "http://hermes.agent-" + name + ".svc.cluster.local:8642",
						"conditions",
						Documents.array(condition("WalletReady", "NotRequested"), condition("Ready", "Reconciled"))));
		this.cluster.applyStatus(ResourceType.AGENT, document);
	}

	private static JsonObject condition(String type, String reason) {
		return Documents.object("type", type, "status", "True", "reason", reason, "message", "", "lastTransitionTime",
				"2026-11-23T00:00:00Z");
	}

}
