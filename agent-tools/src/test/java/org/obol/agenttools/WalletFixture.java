package org.obol.agenttools;

import io.modelcontextprotocol.client.McpSyncClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.obol.kube.Cluster;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.local.kubernetes.junit.TestCluster;
import org.obol.x402.devchain.AnvilChain;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Keys;
import org.web3j.crypto.WalletUtils;

import static org.awaitility.Awaitility.await;

/** The wallet of an agent: the real signer program, its Service and its token. */
final class WalletFixture implements AutoCloseable {

	private static final String PASSWORD = "test-password";

	private static final String TOKEN = "5e".repeat(32);

	final String address;

	private final Process signer;

	WalletFixture(TestCluster cluster, String agent) throws Exception {
		Path keystores = Files.createTempDirectory("keystores");
		Credentials key = Credentials.create(Keys.createEcKeyPair());
		this.address = Keys.toChecksumAddress(key.getAddress());
		WalletUtils.generateWalletFile(PASSWORD, key.getEcKeyPair(), keystores.toFile(), false);
		int port = freePort();
		this.signer = start(keystores, port);
		AnvilChain.shared().rpc("anvil_setBalance", this.address, "0xde0b6b3a7640000");
		cluster.apply("""
				apiVersion: v1
				kind: Secret
				metadata: {name: remote-signer-token, namespace: agent-%1$s}
				stringData: {authToken: "%2$s"}
				---
				apiVersion: v1
				kind: Service
				metadata:
				  name: remote-signer
				  namespace: agent-%1$s
				  annotations: {local.obol.org/endpoint: "9000=127.0.0.1:%3$d"}
				spec: {ports: [{port: 9000}]}
				""".formatted(agent, TOKEN, port));
		status(cluster, agent);
		await().atMost(Duration.ofSeconds(30)).until(() -> listens(port));
	}

	private void status(TestCluster cluster, String agent) throws Exception {
		ObjectKey key = new ObjectKey("agent-" + agent, agent);
		new Cluster(cluster.client(), "test").applyStatus(ResourceType.AGENT,
				Documents.object("apiVersion", "obol.org/v1alpha1", "kind", "Agent", "metadata",
						Documents.object("name", key.name(), "namespace", key.namespace()), "status",
						Documents.object("walletAddress", this.address)));
	}

	/** Gives the wallet a dollar, and waits until its agent may use it. */
	WalletFixture awaitKnownTo(McpSyncClient agent) {
		AnvilChain.shared().mint(AnvilChain.USDC, this.address, 1_000_000);
		await().atMost(Duration.ofSeconds(20))
			.until(() -> !Boolean.TRUE.equals(ToolsFixture.call(agent, "wallet_address", Map.of()).isError()));
		return this;
	}

	static void policy(TestCluster cluster, String agent, String json) throws Exception {
		new Cluster(cluster.client(), "test").merge(ResourceType.AGENT, new ObjectKey("agent-" + agent, agent),
				Documents.object("metadata",
						Documents.object("annotations", Documents.object("obol.org/spending-policy", json))));
	}

	/** The signer as it runs in a pod: a process with an environment of its own. */
	private static Process start(Path keystores, int port) throws IOException {
		Path classes = Path.of(System.getProperty("obol.root", "..")).resolve("remote-signer/target/classes");
		ProcessBuilder builder = new ProcessBuilder(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
						"-XX:TieredStopAtLevel=1", "-cp", classes + ":" + System.getProperty("java.class.path"),
						"org.obol.signer.RemoteSigner"))
			.inheritIO();
		builder.environment().clear();
		builder.environment()
			.putAll(Map.of("SIGNER__SERVER__PORT", "" + port, "SIGNER__KEYSTORE__DIR", keystores.toString(),
					"SIGNER__KEYSTORE__PASSWORD", PASSWORD, "SIGNER__AUTH__TOKEN", TOKEN, "OBOL_LOCAL", "true"));
		return builder.start();
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private static boolean listens(int port) {
		try (java.net.Socket socket = new java.net.Socket("127.0.0.1", port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	void stopSigner() {
		this.signer.destroy();
		try {
			this.signer.waitFor();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new UncheckedIOException(new IOException(ex));
		}
	}

	@Override
	public void close() {
		this.signer.destroy();
	}

}
