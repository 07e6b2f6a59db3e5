package org.obol.kube;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.kubernetes.client.common.KubernetesListObject;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ListMeta;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * All objects of a kind, put together from pages. Each page is read as it arrives and
 * each object is slimmed at once, so that a long list costs little more than what is kept
 * of it.
 *
 * @param <T> the kind's class
 */
final class Listing<T extends KubernetesObject> implements KubernetesListObject {

	private final Class<T> type;

	private final ResourceType resource;

	private final List<T> items = new ArrayList<>();

	private V1ListMeta metadata = new V1ListMeta();

	Listing(Class<T> type, ResourceType resource) {
		this.type = type;
		this.resource = resource;
	}

	void addPage(Reader page) throws IOException {
		JsonReader json = new JsonReader(page);
		json.beginObject();
		while (json.hasNext()) {
			switch (json.nextName()) {
				case "metadata" -> this.metadata = Objects
					.requireNonNullElseGet(ObjectJson.GSON.fromJson(json, V1ListMeta.class), V1ListMeta::new);
				case "items" -> addItems(json);
				default -> json.skipValue();
			}
		}
		json.endObject();
	}

	private void addItems(JsonReader json) throws IOException {
		// An empty list of metadata has no array at all.
		if (json.peek() == JsonToken.NULL) {
			json.nextNull();
			return;
		}
		json.beginArray();
		while (json.hasNext()) {
			T item = ObjectJson.GSON.fromJson(json, this.type);
			this.items.add(Slimming.of(item));
		}
		json.endArray();
	}

	/** Where the next page begins; empty after the last one. */
	String nextPage() {
		return Objects.requireNonNullElse(this.metadata.getContinue(), "");
	}

	@Override
	public V1ListMeta getMetadata() {
		return this.metadata;
	}

	@Override
	public List<T> getItems() {
		return this.items;
	}

	// Without these two the client's reflector loads every class it has, to find out.
	@Override
	public String getApiVersion() {
		return this.resource.apiVersion();
	}

	@Override
	public String getKind() {
		return this.resource.kind() + "List";
	}

}
