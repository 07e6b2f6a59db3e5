package org.obol.shell.sell;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.obol.api.ApiGroup;
import org.obol.api.ServiceOffer;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.shell.cluster.Market;
import org.obol.shell.grammar.UsageException;
import org.obol.x402.Network;

import static org.obol.kube.Documents.array;
import static org.obol.kube.Documents.object;

/**
 * The services there are to sell on day one.
 */
enum DemoService {

	/** Greets whoever paid. */
	HELLO("1", "OBOL", "ethereum", "A greeting, to try out paying."),
	/** Tells the newest block of the suite's chain. */
	BLOCKS("0.0001", "USDC", "base-sepolia", "The newest block of the chain, as JSON."),
	/** An agent that reads the chain. */
	QUANT("10", "OBOL", "ethereum", "An analyst of the chain: blocks, gas, balances, transactions.");

	/** The namespace of those that are no agents. */
	static final String NAMESPACE = "demo";

	/** The skills of {@link #QUANT}; they need no wallet. */
	static final List<String> SKILLS = List.of("ethereum-networks", "addresses", "gas");

	/** What {@link #QUANT} is told. */
	static final String OBJECTIVE = "A concise analyst of EVM chains: answer from what is read on the chain, with "
			+ "figures, and refuse whatever is about something else.";

	static final int PORT = 8080;

	private static final int USER = 10001;

	private final String price;

	private final String token;

	private final String network;

	private final String description;

	DemoService(String price, String token, String network, String description) {
		this.price = price;
		this.token = token;
		this.network = network;
		this.description = description;
	}

	static DemoService of(String name) {
		return Arrays.stream(values())
			.filter((service) -> service.word().equals(name))
			.findFirst()
			.orElseThrow(() -> new UsageException("type: '" + name + "' is not a demo; choose "
					+ Arrays.stream(values()).map(DemoService::word).collect(Collectors.joining(", "))));
	}

	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	BigDecimal price() {
		return new BigDecimal(this.price);
	}

	String token() {
		return this.token;
	}

	Network network() {
		return Network.parse(this.network);
	}

	String description() {
		return this.description;
	}

	/** Starts what is sold. It belongs to its offer, and goes with it. */
	void start(ServiceOffer offer, String image, Optional<URI> chain, Market market) throws ApiException {
		JsonObject service = manifest(ResourceType.SERVICE, offer);
		service.add("spec", object("selector", selector(offer), "ports",
				array(object("name", "http", "port", PORT, "protocol", "TCP", "targetPort", "http"))));
		market.apply(ResourceType.SERVICE, service);
		JsonObject deployment = manifest(ResourceType.DEPLOYMENT, offer);
		deployment.add("spec", object("replicas", 1, "selector", object("matchLabels", selector(offer)), "template",
				object("metadata", object("labels", labels(offer)), "spec", pod(image, chain))));
		market.apply(ResourceType.DEPLOYMENT, deployment);
	}

	private JsonObject pod(String image, Optional<URI> chain) {
		JsonArray environment = array(object("name", "DEMO_TYPE", "value", word()),
				object("name", "PORT", "value", String.valueOf(PORT)));
		chain.ifPresent((url) -> environment.add(object("name", "ERPC_URL", "value", url.toString())));
		JsonObject container = object("name", "demo", "image", image, "imagePullPolicy", "IfNotPresent", "ports",
				array(object("name", "http", "containerPort", PORT, "protocol", "TCP")), "env", environment,
				"securityContext",
				object("allowPrivilegeEscalation", false, "readOnlyRootFilesystem", true, "capabilities",
						object("drop", array("ALL"))),
				"resources",
				object("requests", object("cpu", "20m", "memory", "128Mi"), "limits",
						object("cpu", "500m", "memory", "256Mi")),
				"startupProbe", probe(1, 120), "readinessProbe", probe(5, 3), "livenessProbe", probe(10, 6),
				"volumeMounts", array(object("name", "tmp", "mountPath", "/tmp")));
		return object("automountServiceAccountToken", false, "enableServiceLinks", false, "securityContext",
				object("runAsNonRoot", true, "runAsUser", USER, "runAsGroup", USER, "seccompProfile",
						object("type", "RuntimeDefault")),
				"containers", array(container), "volumes", array(object("name", "tmp", "emptyDir", new JsonObject())));
	}

	private static JsonObject probe(int period, int failures) {
		return object("httpGet", object("path", "/health", "port", "http"), "periodSeconds", period, "timeoutSeconds",
				3, "failureThreshold", failures);
	}

	private static JsonObject manifest(ResourceType type, ServiceOffer offer) {
		JsonObject document = Documents.manifest(type, ObjectKey.of(offer), labels(offer));
		@Nullable String uid = offer.getMetadata().getUid();
		document.getAsJsonObject("metadata")
			.add("ownerReferences", array(object("apiVersion", ApiGroup.API_VERSION, "kind", ServiceOffer.KIND, "name",
					offer.name(), "uid", Objects.requireNonNull(uid))));
		return document;
	}

	private static Map<String, String> labels(ServiceOffer offer) {
		Map<String, String> labels = new TreeMap<>(selector(offer));
		labels.put(ApiGroup.MANAGED_BY_LABEL, "obol-shell");
		labels.put(ApiGroup.PART_OF_LABEL, ApiGroup.PART_OF);
		return labels;
	}

	private static Map<String, String> selector(ServiceOffer offer) {
		return Map.of("app.kubernetes.io/name", "demo-agent", "app.kubernetes.io/instance", offer.name());
	}

}
