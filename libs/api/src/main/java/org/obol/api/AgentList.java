package org.obol.api;

import io.kubernetes.client.common.KubernetesListObject;
import io.kubernetes.client.openapi.models.V1ListMeta;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of {@link Agent} objects, as the API server lists them. */
public final class AgentList implements KubernetesListObject {

	private String apiVersion = ApiGroup.API_VERSION;

	private String kind = "AgentList";

	private V1ListMeta metadata = new V1ListMeta();

	private @Nullable List<Agent> items;

	@Override
	public String getApiVersion() {
		return this.apiVersion;
	}

	public void setApiVersion(String apiVersion) {
		this.apiVersion = apiVersion;
	}

	@Override
	public String getKind() {
		return this.kind;
	}

	public void setKind(String kind) {
		this.kind = kind;
	}

	@Override
	public V1ListMeta getMetadata() {
		return this.metadata;
	}

	public void setMetadata(V1ListMeta metadata) {
		this.metadata = metadata;
	}

	@Override
	public List<Agent> getItems() {
		return (this.items != null) ? this.items : List.of();
	}

	public void setItems(List<Agent> items) {
		this.items = items;
	}

}
