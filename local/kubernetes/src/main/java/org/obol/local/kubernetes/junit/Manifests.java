package org.obol.local.kubernetes.junit;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiClient;
import org.obol.local.kubernetes.rest.Answer;
import org.obol.local.kubernetes.rest.RestClient;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Applies manifests of any kind: the kind's path comes from the API server's discovery.
 */
final class Manifests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final RestClient api;

	private final Map<String, JsonObject> kinds = new ConcurrentHashMap<>();

	private final Gson gson = new Gson();

	Manifests(ApiClient client) {
		this.api = new RestClient(client, "test");
	}

	void apply(String yaml, String namespace) {
		for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(yaml)) {
			if (document != null) {
				apply(this.gson.toJsonTree(document).getAsJsonObject(), namespace);
			}
		}
	}

	private void apply(JsonObject manifest, String namespace) {
		String apiVersion = manifest.get("apiVersion").getAsString();
		String kind = manifest.get("kind").getAsString();
		JsonObject metadata = manifest.getAsJsonObject("metadata");
		String path = path(apiVersion, kind, metadata, namespace) + "/" + metadata.get("name").getAsString();
		Answer answer = this.api.apply(path, manifest);
		if (!answer.isSuccessful()) {
			throw new ApiRefusedException("cannot apply " + kind + " " + metadata.get("name").getAsString(),
					answer.status(), answer.body());
		}
		if ("CustomResourceDefinition".equals(kind)) {
			await(() -> isEstablished(get(path)), path);
		}
	}

	private String path(String apiVersion, String kind, JsonObject metadata, String namespace) {
		String group = (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
		JsonObject resource = this.kinds.computeIfAbsent(apiVersion + "/" + kind, (ignored) -> discover(group, kind));
		if (!resource.get("namespaced").getAsBoolean()) {
			return group + "/" + resource.get("name").getAsString();
		}
		String target = metadata.has("namespace") ? metadata.get("namespace").getAsString() : namespace;
		return group + "/namespaces/" + target + "/" + resource.get("name").getAsString();
	}

	private JsonObject discover(String group, String kind) {
		Answer answer = get(group);
		if (answer.isSuccessful()) {
			for (JsonElement element : answer.json().getAsJsonArray("resources")) {
				JsonObject resource = element.getAsJsonObject();
				if (resource.get("kind").getAsString().equals(kind)
						&& !resource.get("name").getAsString().contains("/")) {
					return resource;
				}
			}
		}
		throw new IllegalArgumentException("the API server knows no kind " + kind + " in " + group);
	}

	private static boolean isEstablished(Answer crd) {
		if (!crd.isSuccessful() || !crd.json().has("status")) {
			return false;
		}
		JsonElement conditions = crd.json().getAsJsonObject("status").get("conditions");
		return conditions != null && conditions.isJsonArray()
				&& conditions.getAsJsonArray()
					.asList()
					.stream()
					.map(JsonElement::getAsJsonObject)
					.anyMatch((condition) -> condition.get("type").getAsString().equals("Established")
							&& condition.get("status").getAsString().equals("True"));
	}

	void await(String path) {
		await(() -> get(path).isSuccessful(), path);
	}

	private void await(BooleanSupplier ready, String what) {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (!ready.getAsBoolean()) {
			if (System.nanoTime() > deadline) {
				throw new IllegalStateException(what + " is not there after " + PATIENCE.toSeconds() + " s");
			}
			java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
		}
	}

	void delete(String path) {
		this.api.delete(path, Map.of());
	}

	private Answer get(String path) {
		return this.api.get(path);
	}

}
