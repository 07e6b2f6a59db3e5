package org.obol.kube;

import io.kubernetes.client.common.KubernetesObject;
import java.util.Objects;

/**
 * Names one object of a known kind.
 *
 * @param namespace the object's namespace, empty for cluster-scoped kinds
 * @param name the object's name
 */
public record ObjectKey(String namespace, String name) {

	public ObjectKey {
		if (name.isEmpty()) {
			throw new IllegalArgumentException("An object has a name");
		}
	}

	/**
	 * The key of an object that the API server returned.
	 * @param object an object with metadata
	 * @return its namespace and name
	 */
	public static ObjectKey of(KubernetesObject object) {
		return new ObjectKey(Objects.requireNonNullElse(object.getMetadata().getNamespace(), ""),
				Objects.requireNonNullElse(object.getMetadata().getName(), ""));
	}

	/**
	 * The form for logs and cache lookups.
	 * @return {@code namespace/name}, or the name alone without a namespace
	 */
	@Override
	public String toString() {
		return this.namespace.isEmpty() ? this.name : this.namespace + "/" + this.name;
	}

}
