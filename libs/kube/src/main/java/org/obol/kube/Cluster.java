package org.obol.kube;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.Pair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The API server, for objects as plain JSON documents. A document that a program builds
 * itself says exactly what the program means; the client's own classes add empty
 * collections.
 */
public final class Cluster {

	private static final String JSON = "application/json";

	private static final String MERGE_PATCH = "application/merge-patch+json";

	private static final String APPLY_PATCH = "application/apply-patch+yaml";

	private static final int NOT_FOUND = 404;

	private final ApiClient client;

	private final String fieldManager;

	/**
	 * Makes access with one identity.
	 * @param client server and credentials
	 * @param fieldManager who the fields that are written belong to
	 */
	public Cluster(ApiClient client, String fieldManager) {
		this.client = client;
		this.fieldManager = fieldManager;
	}

	/**
	 * Reads an object.
	 * @param type its kind
	 * @param key its namespace and name
	 * @return the object, if it exists
	 * @throws ApiException for every refusal but 404
	 */
	public Optional<JsonObject> get(ResourceType type, ObjectKey key) throws ApiException {
		try {
			return Optional.of(call("GET", type.path(key), List.of(), null, null));
		}
		catch (ApiException ex) {
			if (ex.getCode() == NOT_FOUND) {
				return Optional.empty();
			}
			throw ex;
		}
	}

	/**
	 * Lists the objects of a namespace.
	 * @param type their kind
	 * @param namespace the namespace; empty means all of them
	 * @param labelSelector which of them; empty means all
	 * @return the objects, in the API server's order
	 * @throws ApiException if the API server refuses
	 */
	public List<JsonObject> list(ResourceType type, String namespace, String labelSelector) throws ApiException {
		List<Pair> query = labelSelector.isEmpty() ? List.of() : List.of(new Pair("labelSelector", labelSelector));
		JsonObject list = call("GET", type.collection(namespace), query, null, null);
		List<JsonObject> items = new ArrayList<>();
		list.getAsJsonArray("items").forEach((item) -> items.add(item.getAsJsonObject()));
		return items;
	}

	/**
	 * Creates an object.
	 * @param type its kind
	 * @param document the object
	 * @return the object as stored
	 * @throws ApiException with code 409 if it exists already
	 */
	public JsonObject create(ResourceType type, JsonObject document) throws ApiException {
		String namespace = Documents.key(document).namespace();
		return call("POST", type.collection(namespace), manager(), document, JSON);
	}

	/**
	 * Applies a document server-side, taking over fields that somebody else set.
	 * @param type its kind
	 * @param document what is wanted, and nothing else
	 * @return the object as stored
	 * @throws ApiException if the API server refuses
	 */
	public JsonObject apply(ResourceType type, JsonObject document) throws ApiException {
		return call("PATCH", type.path(Documents.key(document)), forced(), document, APPLY_PATCH);
	}

	/**
	 * Applies a document to the status subresource.
	 * @param type its kind
	 * @param document name and status of the object, and nothing else
	 * @return the object as stored
	 * @throws ApiException if the API server refuses
	 */
	public JsonObject applyStatus(ResourceType type, JsonObject document) throws ApiException {
		return call("PATCH", type.path(Documents.key(document)) + "/status", forced(), document, APPLY_PATCH);
	}

	/**
	 * Changes some fields of an object.
	 * @param type its kind
	 * @param key its namespace and name
	 * @param patch a JSON merge patch; a {@code metadata.resourceVersion} in it guards
	 * against lost updates
	 * @return the object as stored
	 * @throws ApiException with code 409 if the resource version is not the current one
	 */
	public JsonObject merge(ResourceType type, ObjectKey key, JsonObject patch) throws ApiException {
		return call("PATCH", type.path(key), manager(), patch, MERGE_PATCH);
	}

	/**
	 * Deletes an object.
	 * @param type its kind
	 * @param key its namespace and name
	 * @param uid deletes this very object only; null for whatever has the name
	 * @return false if there was nothing to delete
	 * @throws ApiException for every refusal but 404
	 */
	public boolean delete(ResourceType type, ObjectKey key, @Nullable String uid) throws ApiException {
		JsonObject options = Documents.object("propagationPolicy", "Background");
		if (uid != null) {
			options.add("preconditions", Documents.object("uid", uid));
		}
		try {
			call("DELETE", type.path(key), List.of(), options, JSON);
			return true;
		}
		catch (ApiException ex) {
			if (ex.getCode() == NOT_FOUND) {
				return false;
			}
			throw ex;
		}
	}

	private List<Pair> manager() {
		return List.of(new Pair("fieldManager", this.fieldManager));
	}

	private List<Pair> forced() {
		return List.of(new Pair("fieldManager", this.fieldManager), new Pair("force", "true"));
	}

	private JsonObject call(String method, String path, List<Pair> query, @Nullable JsonObject body,
			@Nullable String contentType) throws ApiException {
		Map<String, String> headers = new HashMap<>(Map.of("Accept", JSON));
		if (contentType != null) {
			headers.put("Content-Type", contentType);
		}
		byte[] bytes = (body != null) ? body.toString().getBytes(StandardCharsets.UTF_8) : null;
		var call = this.client.buildCall(this.client.getBasePath(), path, method, query, List.of(), bytes, headers,
				Map.of(), Map.of(), new String[] { "BearerToken" }, null);
		try (Response response = call.execute()) {
			String text = response.body().string();
			if (!response.isSuccessful()) {
				throw new ApiException(response.code(), method + " " + path + " was refused",
						response.headers().toMultimap(), text);
			}
			JsonElement json = JsonParser.parseString(text);
			return json.getAsJsonObject();
		}
		catch (IOException ex) {
			throw new ApiException(method + " " + path + " got no answer: " + ex.getMessage(), ex, 0, Map.of());
		}
	}

}
