package org.obol.local.kubernetes.manifest;

import java.util.List;
import java.util.Map;

import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1Volume;

/**
 * A pod as the virtual node reads it.
 *
 * @param pod the typed client's object
 */
public record PodView(V1Pod pod) {

	/** Gives its metadata. */
	public V1ObjectMeta metadata() {
		return Present.of(this.pod.getMetadata());
	}

	/** Gives its spec. */
	public V1PodSpec spec() {
		return Present.of(this.pod.getSpec());
	}

	/** Gives its name. */
	public String name() {
		return Present.of(metadata().getName());
	}

	/** Gives its namespace. */
	public String namespace() {
		return Present.of(metadata().getNamespace());
	}

	/** Gives its identity, which a later pod of the same name does not share. */
	public String uid() {
		return Present.of(metadata().getUid());
	}

	/** Gives its path at the API server. */
	public String path() {
		return "/api/v1/namespaces/" + namespace() + "/pods/" + name();
	}

	/** Gives its labels. */
	public Map<String, String> labels() {
		return Present.orEmpty(metadata().getLabels());
	}

	/** Gives its volumes. */
	public List<V1Volume> volumes() {
		return Present.orEmpty(spec().getVolumes());
	}

	/** Gives the containers that run before the others. */
	public List<V1Container> initContainers() {
		return Present.orEmpty(spec().getInitContainers());
	}

	/** Gives the containers. */
	public List<V1Container> containers() {
		return Present.orEmpty(spec().getContainers());
	}

	/** Says whether somebody asked for its deletion. */
	public boolean isBeingDeleted() {
		return metadata().getDeletionTimestamp() != null;
	}

	/** Says whether it ended for good. */
	public boolean isFinished() {
		String phase = (this.pod.getStatus() != null) ? this.pod.getStatus().getPhase() : null;
		return "Succeeded".equals(phase) || "Failed".equals(phase);
	}

	/** Gives the time it has to end, in seconds. */
	public long graceSeconds() {
		Long deletion = metadata().getDeletionGracePeriodSeconds();
		Long spec = spec().getTerminationGracePeriodSeconds();
		return (deletion != null) ? deletion : (spec != null) ? spec : 30;
	}

}
