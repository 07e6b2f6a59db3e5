package org.obol.kube;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes from an object what no program reads, before a cache keeps it: half of an
 * object's size is the book about who owns which field.
 */
final class Slimming {

	private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

	private Slimming() {
	}

	static <T extends KubernetesObject> T of(T object) {
		V1ObjectMeta metadata = object.getMetadata();
		if (metadata == null) {
			return object;
		}
		metadata.setManagedFields(null);
		metadata.setLabels(shared(metadata.getLabels()));
		withoutEmpty(metadata);
		Map<String, String> annotations = metadata.getAnnotations();
		if (object instanceof ObjectMetadata) {
			metadata.setOwnerReferences(null);
			metadata.setAnnotations(only(annotations, ServiceResolver.ENDPOINT_ANNOTATION));
		}
		else if (annotations != null && annotations.containsKey(LAST_APPLIED)) {
			Map<String, String> rest = new HashMap<>(annotations);
			rest.remove(LAST_APPLIED);
			metadata.setAnnotations(rest);
		}
		return object;
	}

	/** The client gives every object five empty collections to fill. */
	private static void withoutEmpty(V1ObjectMeta metadata) {
		if (metadata.getAnnotations() != null && metadata.getAnnotations().isEmpty()) {
			metadata.setAnnotations(null);
		}
		if (metadata.getOwnerReferences() != null && metadata.getOwnerReferences().isEmpty()) {
			metadata.setOwnerReferences(null);
		}
		if (metadata.getFinalizers() != null) {
			metadata.setFinalizers(List.copyOf(metadata.getFinalizers()));
		}
	}

	private static @Nullable Map<String, String> only(@Nullable Map<String, String> annotations, String name) {
		String value = (annotations != null) ? annotations.get(name) : null;
		return (value != null) ? Map.of(name, value) : null;
	}

	/** The same few words are on every object. */
	private static @Nullable Map<String, String> shared(@Nullable Map<String, String> labels) {
		if (labels == null) {
			return null;
		}
		Map<String, String> shared = new HashMap<>();
		labels.forEach((name, value) -> shared.put(name.intern(), value.intern()));
		return Map.copyOf(shared);
	}

}
