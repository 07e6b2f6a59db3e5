package org.obol.system.bench;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Response;
import org.obol.kube.Cluster;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.kube.ServiceResolver;

import static org.obol.kube.Documents.array;
import static org.obol.kube.Documents.object;

/** What the sellers declare, and what the API server counts. */
final class Population {

	static final String PAYEE = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";

	/** The namespaces of offers that sell no agent. */
	static final int SHOPS = 10;

	private static final int AT_ONCE = 8;

	private static final Pattern REQUESTS = Pattern.compile("apiserver_request_total\\{([^}]*)\\} (\\S+)");

	private final ApiClient client;

	private final Cluster cluster;

	Population(ApiClient client) {
		this.client = client;
		this.cluster = new Cluster(client, "benchmark");
	}

	Cluster cluster() {
		return this.cluster;
	}

	static String agent(int number) {
		return String.format("bench-%04d", number);
	}

	void namespaces(int agents) {
		all(agents, (i) -> namespace("agent-" + agent(i)), ResourceType.NAMESPACE);
		all(SHOPS, (i) -> namespace("shop-" + i), ResourceType.NAMESPACE);
	}

	/** Sellers' Services, all of them answered by one server of this process. */
	void services(int port) {
		all(SHOPS, (i) -> {
			JsonObject service = Documents.manifest(ResourceType.SERVICE, new ObjectKey("shop-" + i, "api"), Map.of());
			service.getAsJsonObject("metadata")
				.add("annotations", object(ServiceResolver.ENDPOINT_ANNOTATION, "80=127.0.0.1:" + port));
			service.add("spec", object("ports", array(object("port", 80))));
			return service;
		}, ResourceType.SERVICE);
	}

	void agents(int agents) {
		all(agents, (i) -> {
			JsonObject agent = Documents.manifest(ResourceType.AGENT, new ObjectKey("agent-" + agent(i), agent(i)),
					Map.of());
			agent.add("spec", object("runtime", "demo", "skills", array("ethereum-networks", "gas"), "objective",
					"Answer questions about block space, briefly. Seller number " + i + "."));
			return agent;
		}, ResourceType.AGENT);
	}

	void agentOffers(int count) {
		String namespace = "agent-" + agent(0);
		all(count, (i) -> {
			JsonObject offer = offer(new ObjectKey(namespace, "quant-" + i));
			offer.getAsJsonObject("spec").addProperty("type", "agent");
			offer.getAsJsonObject("spec").add("agent", object("ref", object("name", agent(0), "namespace", namespace)));
			return offer;
		}, ResourceType.SERVICE_OFFER);
	}

	void httpOffers(int from, int count) {
		all(count, (i) -> httpOffer(from + i), ResourceType.SERVICE_OFFER);
	}

	ObjectKey httpOffer(String name) throws ApiException {
		JsonObject offer = httpOffer(0);
		offer.getAsJsonObject("metadata").addProperty("name", name);
		this.cluster.apply(ResourceType.SERVICE_OFFER, offer);
		return Documents.key(offer);
	}

	private JsonObject httpOffer(int number) {
		String namespace = "shop-" + number % SHOPS;
		JsonObject offer = offer(new ObjectKey(namespace, "api-" + number));
		offer.getAsJsonObject("spec").addProperty("type", "http");
		offer.getAsJsonObject("spec")
			.add("upstream", object("service", "api", "namespace", namespace, "port", 80, "healthPath", "/health"));
		return offer;
	}

	private static JsonObject offer(ObjectKey key) {
		JsonObject offer = Documents.manifest(ResourceType.SERVICE_OFFER, key, Map.of());
		offer.add("spec", object("description", "A service of the benchmark", "payment",
				object("network", "base-sepolia", "payTo", PAYEE, "price", object("perRequest", "0.01"))));
		return offer;
	}

	private static JsonObject namespace(String name) {
		return Documents.manifest(ResourceType.NAMESPACE, new ObjectKey("", name), Map.of());
	}

	/** Creates many objects, a few at once, and fails with the first refusal. */
	private void all(int count, IntFunction<JsonObject> document, ResourceType type) {
		AtomicInteger next = new AtomicInteger();
		AtomicReference<Exception> refusal = new AtomicReference<>();
		try (ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE)) {
			for (int worker = 0; worker < AT_ONCE; worker++) {
				executor.execute(() -> {
					for (int i = next.getAndIncrement(); i < count
							&& refusal.get() == null; i = next.getAndIncrement()) {
						try {
							this.cluster.create(type, document.apply(i));
						}
						catch (ApiException ex) {
							refusal.compareAndSet(null, ex);
						}
					}
				});
			}
		}
		if (refusal.get() instanceof ApiException ex) {
			throw new AssertionError(type.kind() + ": " + ex.getMessage() + " " + ex.getResponseBody(), ex);
		}
	}

	/** The Events that the two controllers have written so far. */
	long events() {
		try {
			return this.cluster.list(ResourceType.EVENT, "", "")
				.stream()
				.filter((event) -> Documents.text(event, "reportingController").startsWith("obol.org/"))
				.count();
		}
		catch (ApiException ex) {
			throw new IllegalStateException("the API server lists no events", ex);
		}
	}

	/** The writes that the API server has answered so far, by resource; no leases. */
	Map<String, Long> writes() {
		Map<String, Long> writes = new TreeMap<>();
		Matcher lines = REQUESTS.matcher(metrics());
		while (lines.find()) {
			Map<String, String> labels = labels(lines.group(1));
			String resource = labels.getOrDefault("resource", "");
			boolean write = List.of("POST", "PUT", "PATCH", "APPLY", "DELETE").contains(labels.get("verb"));
			boolean question = resource.endsWith("reviews");
			if (write && !question && !resource.isEmpty() && !"leases".equals(resource)) {
				String subresource = labels.getOrDefault("subresource", "");
				writes.merge(subresource.isEmpty() ? resource : resource + "/" + subresource,
						(long) Double.parseDouble(lines.group(2)), Long::sum);
			}
		}
		return writes;
	}

	private static Map<String, String> labels(String text) {
		Map<String, String> labels = new TreeMap<>();
		for (String pair : text.split(",")) {
			labels.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1).replace("\"", ""));
		}
		return labels;
	}

	private String metrics() {
		try {
			var call = this.client.buildCall(this.client.getBasePath(), "/metrics", "GET", List.of(), List.of(), null,
					Map.of(), Map.of(), Map.of(), new String[] { "BearerToken" }, null);
			try (Response response = call.execute()) {
				return response.body().string();
			}
		}
		catch (ApiException | IOException ex) {
			throw new IllegalStateException("the API server has no metrics", ex);
		}
	}

}
