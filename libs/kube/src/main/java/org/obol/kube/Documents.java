package org.obol.kube;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Builds and reads objects as JSON documents that say only what is meant. */
public final class Documents {

	private Documents() {
	}

	/**
	 * Builds a JSON object.
	 * @param keysAndValues names followed by their values: texts, numbers, booleans,
	 * maps, iterables or JSON; a null value is left out
	 * @return the object, in the given order
	 */
	public static JsonObject object(@Nullable Object... keysAndValues) {
		JsonObject object = new JsonObject();
		for (int i = 0; i < keysAndValues.length; i += 2) {
			Object value = keysAndValues[i + 1];
			if (value != null) {
				object.add(String.valueOf(keysAndValues[i]), json(value));
			}
		}
		return object;
	}

	/**
	 * Builds a JSON array.
	 * @param values texts, numbers, booleans, maps, iterables or JSON
	 * @return the array
	 */
	public static JsonArray array(Object... values) {
		JsonArray array = new JsonArray();
		for (Object value : values) {
			array.add(json(value));
		}
		return array;
	}

	/**
	 * Turns one of the client's or the suite's own objects into JSON.
	 * @param value a record or class that Gson can write
	 * @return the JSON, without nulls
	 */
	public static JsonElement of(Object value) {
		return ObjectJson.GSON.toJsonTree(value);
	}

	/**
	 * Reads a document as one of the client's or the suite's own classes.
	 * @param <T> the class
	 * @param document the JSON
	 * @param type the class
	 * @return the object
	 */
	public static <T> T as(JsonElement document, Class<T> type) {
		return ObjectJson.GSON.fromJson(document, type);
	}

	/**
	 * The start of a manifest.
	 * @param type the kind
	 * @param key namespace (empty for cluster-scoped kinds) and name
	 * @param labels the object's labels
	 * @return apiVersion, kind and metadata
	 */
	public static JsonObject manifest(ResourceType type, ObjectKey key, Map<String, String> labels) {
		JsonObject metadata = object("name", key.name(), "namespace", type.namespaced() ? key.namespace() : null,
				"labels", labels.isEmpty() ? null : labels);
		return object("apiVersion", type.apiVersion(), "kind", type.kind(), "metadata", metadata);
	}

	/**
	 * Names a document.
	 * @param document an object with metadata
	 * @return its namespace and name
	 */
	public static ObjectKey key(JsonObject document) {
		return new ObjectKey(text(document, "metadata", "namespace"), text(document, "metadata", "name"));
	}

	/**
	 * Reads a text.
	 * @param document where to look
	 * @param path names of nested objects, the last one that of the text
	 * @return the text, empty if it is not there
	 */
	public static String text(JsonObject document, String... path) {
		JsonElement at = at(document, path);
		return at.isJsonPrimitive() ? at.getAsString() : "";
	}

	/**
	 * Follows a path.
	 * @param document where to start
	 * @param path names of nested objects
	 * @return what is there, or JSON null
	 */
	public static JsonElement at(JsonObject document, String... path) {
		JsonElement at = document;
		for (String name : path) {
			if (!at.isJsonObject() || !at.getAsJsonObject().has(name)) {
				return JsonNull.INSTANCE;
			}
			at = at.getAsJsonObject().get(name);
		}
		return at;
	}

	private static JsonElement json(Object value) {
		return switch (value) {
			case JsonElement element -> element;
			case String text -> new JsonPrimitive(text);
			case Number number -> new JsonPrimitive(number);
			case Boolean flag -> new JsonPrimitive(flag);
			case Map<?, ?> map -> {
				// Sorted: an order that differs from one start to the next would look
				// like a change.
				Map<String, JsonElement> sorted = new TreeMap<>();
				map.forEach((name, element) -> sorted.put(String.valueOf(name), json(element)));
				JsonObject object = new JsonObject();
				sorted.forEach(object::add);
				yield object;
			}
			case Iterable<?> list -> {
				JsonArray array = new JsonArray();
				list.forEach((element) -> array.add(json(element)));
				yield array;
			}
			default -> of(value);
		};
	}

}
