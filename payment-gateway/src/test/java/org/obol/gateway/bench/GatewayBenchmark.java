package org.obol.gateway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.google.gson.JsonParser;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.obol.kube.Cluster;
import org.obol.kube.ResourceType;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.Yaml;

/**
 * Measures the gateway as it is shipped: the packaged program with the chart's flags in
 * its own process, a real API server with one offer, a real PostgreSQL that syncs, and
 * instant neighbours. Run it with {@code make bench-gateway}.
 */
@KubernetesTest
class GatewayBenchmark {

	private static final int CONNECTIONS = Integer.getInteger("bench.connections", 20);

	private static final Duration WARM = Duration.ofSeconds(Integer.getInteger("bench.warm", 60));

	private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("bench.seconds", 5));

	private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);

	private static final String KEY = "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";

	private static final String BODY = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

	private static final String ANSWER = "{\"id\":\"c\",\"object\":\"chat.completion\",\"model\":\"m\",\"choices\":[{\"index\":0,"
			+ "\"message\":{\"role\":\"assistant\",\"content\":\"hello\"},\"finish_reason\":\"stop\"}]}";

	private final Path root = Path.of(System.getProperty("obol.root"));

	private final Path directory = this.root.resolve("payment-gateway/target/bench");

	private final Buyer buyer = new Buyer(KEY);

	private final Report report = new Report();

	@Test
	void measures(TestCluster cluster) throws Exception {
		Files.createDirectories(this.directory);
		((Logger) LoggerFactory.getLogger("io.zonky")).setLevel(Level.WARN);
		Cores.moveEverythingElse();
		byte[] answer = InstantServer.json(ANSWER);
		try (InstantServer upstream = new InstantServer("upstream", (path, body) -> answer);
				InstantServer facilitator = new InstantServer("facilitator", new InstantFacilitator(this.buyer));
				InstantServer chain = new InstantServer("chain", new InstantChain(this.buyer.address()));
				EmbeddedPostgres postgres = EmbeddedPostgres.builder()
					.setServerConfig("synchronous_commit", "on")
					.start()) {
			offer(cluster, upstream.url());
			String only = System.getProperty("bench.only", "remote,in-process,proxy");
			if (only.contains("remote")) {
				gateway("remote", cluster, postgres, upstream.url(),
						Map.of("OBOL_FACILITATOR_MODE", "remote", "OBOL_FACILITATOR_URL", facilitator.url().toString(),
								"OBOL_CHAINS_0_NETWORK", "eip155:84532", "OBOL_CHAINS_0_RPCURL",
								chain.url().toString()));
			}
			if (only.contains("in-process")) {
				gateway("in-process", cluster, postgres, upstream.url(),
						Map.of("OBOL_FACILITATOR_MODE", "in-process", "OBOL_FACILITATOR_KEYFILE", key().toString(),
								"OBOL_CHAINS_0_NETWORK", "eip155:84532", "OBOL_CHAINS_0_RPCURL",
								chain.url().toString()));
			}
			if (only.contains("proxy")) {
				proxy(upstream.url());
			}
			peers(facilitator.url(), upstream.url());
		}
		Files.writeString(this.directory.resolve("report.txt"), this.report.text());
		System.out.println(this.report.text());
	}

	private void gateway(String mode, TestCluster cluster, EmbeddedPostgres postgres, URI upstream,
			Map<String, String> facilitator) throws IOException {
		int port = port();
		Map<String, String> environment = new TreeMap<>(facilitator);
		environment.put("KUBECONFIG", cluster.kubeconfig().toString());
		environment.put("SPRING_DATASOURCE_URL", database(postgres, mode));
		environment.put("SPRING_DATASOURCE_USERNAME", "postgres");
		environment.put("SERVER_PORT", String.valueOf(port));
		environment.put("MANAGEMENT_SERVER_PORT", String.valueOf(port()));
		List<String> java = java();
		java.add("-jar");
		java.add(this.root.resolve("payment-gateway/target/payment-gateway.jar").toString());
		URI url = URI.create("http://127.0.0.1:" + port + "/services/bench/v1/chat/completions");
		try (Subject gateway = Subject.start("gateway-" + mode, this.directory, java, environment)) {
			this.buyer.awaitOffer(url, gateway);
			Meter meter = new Meter(gateway, url, CONNECTIONS, BODY, this.buyer);
			meter.warm(WARM);
			measure(mode, meter, upstream);
		}
	}

	private void measure(String name, Meter meter, URI upstream) throws IOException {
		List<Measured> unpaid = new ArrayList<>();
		List<Measured> paid = new ArrayList<>();
		for (int i = 0; i < ROUNDS; i++) {
			unpaid.add(meter.unpaid(TIME, 0));
			paid.add(meter.paid(TIME, 0));
		}
		this.report.load("402, " + name, unpaid);
		this.report.load("paid, " + name, paid);
		this.report.memory(name, meter.subject().memory());
		halfLoad(name, meter, upstream, Measured.median(unpaid).perSecond() / 2, Measured.median(paid).perSecond() / 2);
	}

	private void halfLoad(String mode, Meter meter, URI upstream, double unpaidRate, double paidRate)
			throws IOException {
		Meter direct = new Meter(meter.subject(), upstream.resolve("/v1/chat/completions"), CONNECTIONS, BODY,
				this.buyer);
		this.report.latency("402, " + mode, meter.unpaid(TIME, unpaidRate), direct.unpaid(TIME, unpaidRate));
		this.report.latency("paid, " + mode, meter.paid(TIME, paidRate), direct.unpaid(TIME, paidRate));
	}

	private void proxy(URI upstream) throws IOException {
		int port = port();
		List<String> java = java();
		java.addAll(
				List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
						PlainProxy.class.getName(), String.valueOf(port), upstream.toString()));
		URI url = URI.create("http://127.0.0.1:" + port + "/v1/chat/completions");
		try (Subject proxy = Subject.start("proxy", this.directory, java, Map.of())) {
			this.buyer.awaitAnswer(url, BODY, proxy);
			Meter meter = new Meter(proxy, url, CONNECTIONS, BODY, this.buyer);
			meter.unpaid(WARM.dividedBy(2), 0);
			List<Measured> all = new ArrayList<>();
			for (int i = 0; i < ROUNDS; i++) {
				all.add(meter.unpaid(TIME, 0));
			}
			this.report.proxy(all);
			this.report.memory("proxy", proxy.memory());
		}
	}

	/**
	 * Other gates, measured in the same run behind the same neighbours: property
	 * {@code bench.peers}, as {@code name=command} with {@code {port}},
	 * {@code {facilitator}} and {@code {upstream}}, separated by semicolons.
	 */
	private void peers(URI facilitator, URI upstream) throws IOException {
		for (String peer : System.getProperty("bench.peers", "").split(";")) {
			int sign = peer.indexOf('=');
			if (sign > 0) {
				peer(peer.substring(0, sign).strip(), peer.substring(sign + 1), facilitator, upstream);
			}
		}
	}

	private void peer(String name, String command, URI facilitator, URI upstream) throws IOException {
		int port = port();
		String words = command.strip()
			.replace("{port}", String.valueOf(port))
			.replace("{facilitator}", facilitator.toString())
			.replace("{upstream}", upstream.toString());
		URI url = URI.create("http://127.0.0.1:" + port + "/v1/chat/completions");
		try (Subject peer = Subject.start(name, this.directory, List.of(words.split("\\s+")), Map.of())) {
			this.buyer.awaitOffer(url, peer);
			Meter meter = new Meter(peer, url, CONNECTIONS, BODY, this.buyer);
			// Compiled before it was started.
			meter.warm(Duration.ofSeconds(3));
			measure(name, meter, upstream);
		}
	}

	/** The flags that the chart gives the program, and more where asked for. */
	private List<String> flags() throws IOException {
		Map<String, Object> values = new Yaml()
			.load(Files.readString(this.root.resolve("charts/obol/charts/payment-gateway/values.yaml")));
		String flags = System.getProperty("bench.flags", String.valueOf(values.get("javaOptions")));
		return List.of((flags + " " + System.getProperty("bench.more-flags", "")).strip().split("\\s+"));
	}

	private List<String> java() throws IOException {
		List<String> words = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
		words.addAll(flags());
		return words;
	}

	private Path key() throws IOException {
		Path file = this.directory.resolve("settlement-key");
		return Files.writeString(file, "0x" + "42".repeat(32));
	}

	private static String database(EmbeddedPostgres postgres, String mode) {
		String name = "bench_" + mode.replace('-', '_');
		try (var connection = postgres.getPostgresDatabase().getConnection();
				var statement = connection.createStatement()) {
			statement.execute("create database " + name);
		}
		catch (java.sql.SQLException ex) {
			throw new IllegalStateException(ex);
		}
		return postgres.getJdbcUrl("postgres", name);
	}

	private static int port() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private static void offer(TestCluster cluster, URI upstream) throws Exception {
		cluster.applyResource("crds/serviceoffers.obol.org.yaml");
		Cluster seller = new Cluster(cluster.client(), "test");
		String spec = Files.readString(resource("offer.json")).replace("NAMESPACE", cluster.namespace());
		String status = Files.readString(resource("offer-status.json"))
			.replace("NAMESPACE", cluster.namespace())
			.replace("UPSTREAM", upstream.toString());
		seller.create(ResourceType.SERVICE_OFFER, JsonParser.parseString(spec).getAsJsonObject());
		seller.applyStatus(ResourceType.SERVICE_OFFER, JsonParser.parseString(status).getAsJsonObject());
	}

	private static Path resource(String name) throws Exception {
		var url = GatewayBenchmark.class.getResource(name);
		assertThat(url).isNotNull();
		return Path.of(url.toURI());
	}

}
