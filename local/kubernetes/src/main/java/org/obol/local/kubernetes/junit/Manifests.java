package org.obol.local.kubernetes.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.ApiClient;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Applies manifests of any kind: the kind's path comes from the API server's discovery.
 */
final class Manifests {

	private static final MediaType APPLY = MediaType.get("application/apply-patch+yaml");

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final String url;

	private final OkHttpClient http;

	private final Map<String, JsonObject> kinds = new ConcurrentHashMap<>();

	private final Gson gson = new Gson();

	Manifests(ApiClient client) {
		this.url = client.getBasePath();
		this.http = client.getHttpClient();
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
		Answer answer = send(new Request.Builder().url(this.url + path + "?fieldManager=test&force=true")
			.patch(RequestBody.create(this.gson.toJson(manifest), APPLY))
			.build());
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
		send(new Request.Builder().url(this.url + path).delete().build());
	}

	private Answer get(String path) {
		return send(new Request.Builder().url(this.url + path).build());
	}

	private Answer send(Request request) {
		try (Response response = this.http.newCall(request).execute()) {
			return new Answer(response.code(), response.body().string());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private record Answer(int status, String body) {

		boolean isSuccessful() {
			return this.status / 100 == 2;
		}

		JsonObject json() {
			return JsonParser.parseString(this.body).getAsJsonObject();
		}

	}

}
