package org.obol.kube.apply;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.obol.kube.Cluster;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;

/**
 * Makes objects what a document says, and writes nothing when they are that already. The
 * hash of the last document is kept as an annotation, so that a field which is no longer
 * wanted is noticed too.
 */
public final class ServerSideApply {

	/** SHA-256 of the document that was applied last. */
	public static final String HASH_ANNOTATION = "obol.org/applied-sha256";

	private final Cluster cluster;

	/**
	 * Applies through one identity.
	 * @param cluster the API server
	 */
	public ServerSideApply(Cluster cluster) {
		this.cluster = cluster;
	}

	/**
	 * Makes an object what the document says. Forced: a field that somebody else changed
	 * comes back.
	 * @param type the kind
	 * @param document apiVersion, kind, metadata.name and what is wanted
	 * @return the object, and whether it was written
	 * @throws ApiException if the API server refuses
	 */
	public Applied apply(ResourceType type, JsonObject document) throws ApiException {
		return apply(type, document, this.cluster.get(type, Documents.key(document)));
	}

	/**
	 * The same, for an object that was read already.
	 * @param type the kind
	 * @param document apiVersion, kind, metadata.name and what is wanted
	 * @param live the object as it is, empty if there is none
	 * @return the object, and whether it was written
	 * @throws ApiException if the API server refuses
	 */
	public Applied apply(ResourceType type, JsonObject document, Optional<JsonObject> live) throws ApiException {
		JsonObject wanted = withHash(document);
		if (live.isPresent() && contains(live.get(), wanted)) {
			return new Applied(live.get(), false);
		}
		return new Applied(this.cluster.apply(type, wanted), true);
	}

	/**
	 * Creates an object that is never updated afterwards.
	 * @param type the kind
	 * @param document the whole object
	 * @return the object as it is, and whether it was written
	 * @throws ApiException if the API server refuses
	 */
	public Applied createOnce(ResourceType type, JsonObject document) throws ApiException {
		ObjectKey key = Documents.key(document);
		Optional<JsonObject> live = this.cluster.get(type, key);
		if (live.isPresent()) {
			return new Applied(live.get(), false);
		}
		try {
			return new Applied(this.cluster.create(type, document), true);
		}
		catch (ApiException ex) {
			// Somebody else was first; what is there counts.
			Optional<JsonObject> other = (ex.getCode() == 409) ? this.cluster.get(type, key) : Optional.empty();
			return new Applied(other.orElseThrow(() -> ex), false);
		}
	}

	/**
	 * Makes an object's status what is observed.
	 * @param type the kind
	 * @param key which object
	 * @param before the status as last read
	 * @param after the status to have
	 * @return whether it was written
	 * @throws ApiException if the API server refuses
	 */
	public boolean applyStatus(ResourceType type, ObjectKey key, Object before, Object after) throws ApiException {
		if (after.equals(before)) {
			return false;
		}
		// A list that is absent says the same as an empty one.
		JsonElement wanted = Documents.of(after);
		if (wanted.equals(Documents.of(before))) {
			return false;
		}
		JsonObject document = Documents.manifest(type, key, Map.of());
		document.add("status", wanted);
		this.cluster.applyStatus(type, document);
		return true;
	}

	/**
	 * Tells whether an object has everything that a document wants; more is fine, except
	 * in lists, which must be equally long.
	 * @param live what there is
	 * @param wanted what is wanted
	 * @return true if applying would change nothing
	 */
	public static boolean contains(JsonElement live, JsonElement wanted) {
		if (wanted instanceof JsonObject object) {
			return live.isJsonObject() && object.entrySet()
				.stream()
				.allMatch((entry) -> live.getAsJsonObject().has(entry.getKey())
						&& contains(live.getAsJsonObject().get(entry.getKey()), entry.getValue()));
		}
		if (wanted instanceof JsonArray array) {
			return live.isJsonArray() && sameItems(live.getAsJsonArray(), array);
		}
		return live.equals(wanted);
	}

	private static boolean sameItems(JsonArray live, JsonArray wanted) {
		if (live.size() != wanted.size()) {
			return false;
		}
		for (int i = 0; i < wanted.size(); i++) {
			if (!contains(live.get(i), wanted.get(i))) {
				return false;
			}
		}
		return true;
	}

	private static JsonObject withHash(JsonObject document) {
		JsonObject copy = document.deepCopy();
		JsonObject metadata = copy.getAsJsonObject("metadata");
		if (!metadata.has("annotations")) {
			metadata.add("annotations", new JsonObject());
		}
		metadata.getAsJsonObject("annotations").addProperty(HASH_ANNOTATION, sha256(document.toString()));
		return copy;
	}

	/**
	 * Fingerprints a text.
	 * @param text any text
	 * @return SHA-256 of its UTF-8 form, 64 hex digits
	 */
	public static String sha256(String text) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java has SHA-256", ex);
		}
	}

	/**
	 * What became of an object.
	 *
	 * @param object the object as stored
	 * @param written whether this pass wrote it
	 */
	public record Applied(JsonObject object, boolean written) {

	}

}
