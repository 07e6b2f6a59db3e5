package org.obol.kube;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a cache keeps of an object whose content nobody needs: who it is and in which
 * version. The API server sends no more than that.
 */
public final class ObjectMetadata implements KubernetesObject {

	private @Nullable String apiVersion;

	private @Nullable String kind;

	private @Nullable V1ObjectMeta metadata;

	@Override
	public V1ObjectMeta getMetadata() {
		return Objects.requireNonNullElseGet(this.metadata, V1ObjectMeta::new);
	}

	@Override
	public @Nullable String getApiVersion() {
		return this.apiVersion;
	}

	@Override
	public @Nullable String getKind() {
		return this.kind;
	}

	/**
	 * The version that was seen last.
	 * @return the opaque resource version
	 */
	public String version() {
		return Objects.requireNonNullElse(getMetadata().getResourceVersion(), "");
	}

}
