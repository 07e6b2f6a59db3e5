package org.obol.gateway.kill;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.ApiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.obol.gateway.PaymentGatewayApplication;
import org.obol.kube.Cluster;
import org.obol.kube.ResourceType;
import org.obol.local.kubernetes.junit.TestCluster;
import org.obol.x402.AtomicAmount;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.devchain.AnvilChain;

/**
 * Everything around the gateway: control plane with two offers, chain, database, and what
 * is sold.
 */
final class Market implements AutoCloseable {

	static final String SETTLEMENT_KEY = "0x2a871d0798f97d79848a013d4936a73bf4cc922c825d33c1cf7073dff6d409c6";

	private static final String SPEC = """
			{"apiVersion":"obol.org/v1alpha1","kind":"ServiceOffer","metadata":{"name":"%1$s","namespace":"%2$s"},
			 "spec":{"type":"%3$s",%4$s"upstream":{"service":"%1$s","namespace":"%2$s","port":80},
			  "payment":{"network":"base-sepolia","payTo":"%5$s","price":{"perRequest":"0.01"}}}}""";

	private static final String STATUS = """
			{"apiVersion":"obol.org/v1alpha1","kind":"ServiceOffer","metadata":{"name":"%s","namespace":"%s"},
			 "status":{"upstream":{"url":"%s","healthPath":"/health"},
			  "accepts":[{"scheme":"exact","network":"eip155:84532","amount":"10000","asset":"0x036CbD53842c5426634e7929541eC2318f3dCF7e",
			   "payTo":"%s","maxTimeoutSeconds":300,"extra":{"name":"USDC","version":"2","assetTransferMethod":"eip3009"}}],
			  "prices":[{"amount":"0.01","unit":"perRequest","declared":"0.01","symbol":"USDC","decimals":6}],
			  "conditions":[{"type":"ModelReady","status":"True","reason":"Declared","lastTransitionTime":"2026-11-23T12:00:00Z"},
			   {"type":"UpstreamHealthy","status":"True","reason":"Probed","lastTransitionTime":"2026-11-23T12:00:00Z"}]}}""";

	final AnvilChain chain = AnvilChain.shared();

	final String seller = this.chain.newAccount().address();

	final PaymentRequirements terms = PaymentRequirements.exact(AnvilChain.USDC, AtomicAmount.of(10_000), this.seller,
			300);

	final CountingUpstream upstream = new CountingUpstream();

	final Database database;

	private final TestCluster cluster;

	private final Path folder;

	private final int port = Program.freePort();

	Market(TestCluster cluster, Path folder) {
		this.cluster = cluster;
		this.folder = folder;
		this.database = new Database(folder.resolve("postgres"));
		this.chain.rpc("anvil_setBalance", "0xa0Ee7A142d267C1f36714E4a8F75612F20a79720", "0x56bc75e2d63100000");
		cluster.applyResource("crds/serviceoffers.obol.org.yaml");
		offer(data(), "http", "");
		offer(model(), "inference", "\"model\":{\"name\":\"m\",\"runtime\":\"ollama\"},");
	}

	/** From now on there is a time between sending and being mined. */
	void letBlocksTakeAWhile() {
		this.chain.rpc("evm_setIntervalMining", 1);
	}

	/** A name of its own: the older offer would keep a path. */
	String data() {
		return "data-" + this.cluster.namespace();
	}

	String model() {
		return "model-" + this.cluster.namespace();
	}

	private void offer(String name, String type, String more) {
		Cluster seller = new Cluster(this.cluster.client(), "test");
		String namespace = this.cluster.namespace();
		try {
			seller.create(ResourceType.SERVICE_OFFER, json(SPEC.formatted(name, namespace, type, more, this.seller)));
			seller.applyStatus(ResourceType.SERVICE_OFFER,
					json(STATUS.formatted(name, namespace, this.upstream.url(), this.seller)));
		}
		catch (ApiException ex) {
			throw new IllegalStateException(ex.getResponseBody(), ex);
		}
	}

	private static JsonObject json(String text) {
		return JsonParser.parseString(text).getAsJsonObject();
	}

	URI gatewayUrl() {
		return URI.create("http://127.0.0.1:" + this.port);
	}

	/** The gateway; with a facilitator's address it settles there and not by itself. */
	Program gateway(URI facilitator) {
		int admin = Program.freePort();
		Map<String, String> environment = new HashMap<>();
		environment.put("KUBECONFIG", this.cluster.kubeconfig().toString());
		environment.put("SERVER_PORT", "" + this.port);
		environment.put("MANAGEMENT_SERVER_PORT", "" + admin);
		environment.put("SPRING_DATASOURCE_URL", this.database.url());
		environment.put("SPRING_DATASOURCE_USERNAME", "postgres");
		environment.put("OBOL_CHAINS_0_NETWORK", "eip155:84532");
		environment.put("OBOL_CHAINS_0_RPCURL", this.chain.rpcUrl().toString());
		environment.put("OBOL_LEDGER_BEAT", "500ms");
		environment.put("OBOL_LEDGER_DEADAFTER", "2s");
		environment.put("OBOL_LEDGER_RECONCILE", "500ms");
		environment.put("OBOL_LEDGER_DELIVERIES", "20");
		if (facilitator == null) {
			environment.put("OBOL_FACILITATOR_MODE", "in-process");
			environment.put("OBOL_FACILITATOR_KEYFILE", keyFile().toString());
		}
		else {
			environment.put("OBOL_FACILITATOR_URL", facilitator.toString());
		}
		return new Program(program(), environment,
				URI.create("http://127.0.0.1:" + admin + "/actuator/health/readiness"),
				this.folder.resolve("gateway.log"));
	}

	/** The jar as it is shipped; an IDE may have none. */
	private static List<String> program() {
		Path jar = Path.of("target", "payment-gateway.jar").toAbsolutePath();
		return (Files.exists(jar) && !Boolean.getBoolean("kill.classes")) ? List.of("-jar", jar.toString()) : List
			.of("-cp", classes().replaceFirst("[^:]*test-classes:", ""), PaymentGatewayApplication.class.getName());
	}

	private static String classes() {
		return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
	}

	Program facilitator(int port) {
		return new Program(
				List.of("-cp", classes(), FacilitatorProgram.class.getName(), "" + port,
						this.chain.rpcUrl().toString()),
				Map.of("SETTLEMENT_KEY", SETTLEMENT_KEY), URI.create("http://127.0.0.1:" + port + "/supported"),
				this.folder.resolve("facilitator.log"));
	}

	private Path keyFile() {
		try {
			return Files.writeString(this.folder.resolve("settlement-key"), SETTLEMENT_KEY);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.chain.rpc("evm_setIntervalMining", 0);
		this.chain.rpc("evm_setAutomine", true);
		this.upstream.close();
		this.database.close();
	}

}
