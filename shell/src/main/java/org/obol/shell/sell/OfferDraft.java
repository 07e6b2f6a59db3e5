package org.obol.shell.sell;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.obol.api.ApiGroup;
import org.obol.api.ServiceOfferSpec;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.shell.grammar.Invocation;
import org.obol.shell.grammar.UsageException;

/**
 * A ServiceOffer as the seller wants it, built step by step.
 */
final class OfferDraft {

	private static final int DEFAULT_TIMEOUT = 300;

	private final ObjectKey key;

	private final JsonObject spec;

	private OfferDraft(ObjectKey key, JsonObject spec) {
		this.key = key;
		this.spec = spec;
	}

	static OfferDraft ofAgent(ObjectKey agent) {
		JsonObject ref = Documents.object("name", agent.name(), "namespace", agent.namespace());
		return new OfferDraft(agent,
				Documents.object("type", ServiceOfferSpec.TYPE_AGENT, "agent", Documents.object("ref", ref)));
	}

	static OfferDraft ofService(ObjectKey offer, String type, String service, int port, String healthPath) {
		JsonObject upstream = Documents.object("service", service, "namespace", offer.namespace(), "port", port,
				"healthPath", healthPath);
		return new OfferDraft(offer, Documents.object("type", type, "upstream", upstream));
	}

	static OfferDraft verbatim(ObjectKey offer, JsonObject spec) {
		return new OfferDraft(offer, spec);
	}

	OfferDraft model(String name) {
		this.spec.add("model", Documents.object("name", name, "runtime", "ollama"));
		return this;
	}

	OfferDraft paid(List<Terms> terms, String payTo, Invocation invocation) {
		int timeout = invocation.number("max-timeout", 1, 86400).orElse(DEFAULT_TIMEOUT);
		this.spec.add("payment", terms.getFirst().payment(payTo, timeout));
		if (terms.size() > 1) {
			JsonArray payments = new JsonArray();
			terms.forEach((each) -> payments.add(each.payment(payTo, timeout)));
			this.spec.add("payments", payments);
		}
		return this;
	}

	OfferDraft shownAs(Invocation invocation) {
		invocation.option("path").ifPresent((path) -> this.spec.addProperty("path", path(path)));
		if (!invocation.all("route").isEmpty()) {
			this.spec.add("routes", DeclaredRoutes.read(invocation.all("route")));
		}
		invocation.option("description").ifPresent((text) -> this.spec.addProperty("description", text));
		Integer weight = invocation.number("weight", 0, 1_000_000).orElse(null);
		String category = invocation.option("category").orElse(null);
		if (weight != null || category != null) {
			this.spec.add("listing", Documents.object("weight", weight, "category", category));
		}
		return this;
	}

	OfferDraft describedAs(String text) {
		this.spec.addProperty("description", text);
		return this;
	}

	OfferDraft registered(@Nullable JsonObject registration) {
		if (registration != null) {
			this.spec.add("registration", registration);
		}
		return this;
	}

	ObjectKey key() {
		return this.key;
	}

	JsonObject document(Map<String, String> moreLabels) {
		Map<String, String> labels = new java.util.TreeMap<>(moreLabels);
		labels.put(ApiGroup.PART_OF_LABEL, ApiGroup.PART_OF);
		JsonObject document = Documents.manifest(ResourceType.SERVICE_OFFER, this.key, labels);
		document.add("spec", this.spec);
		return document;
	}

	private static String path(String path) {
		if (!path.matches("/[a-zA-Z0-9/_.-]*") || path.contains("//") || path.contains("..")) {
			throw new UsageException("--path: '" + path
					+ "' is not a path; start with / and use letters, digits, '/', '_', '.', '-', without '//' and '..'");
		}
		return path;
	}

}
