package org.obol.kube.apply;

import com.google.gson.JsonArray;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.obol.kube.Cluster;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;

/**
 * Holds an object until its outside work is undone. Every change carries the resource
 * version, so that another controller's finalizer is never lost.
 */
public final class Finalizers {

	private final Cluster cluster;

	private final ResourceType type;

	private final String finalizer;

	/**
	 * Handles one finalizer of one kind.
	 * @param cluster the API server
	 * @param type the kind
	 * @param finalizer the finalizer's name
	 */
	public Finalizers(Cluster cluster, ResourceType type, String finalizer) {
		this.cluster = cluster;
		this.type = type;
		this.finalizer = finalizer;
	}

	/**
	 * Tells whether the object waits for us.
	 * @param object the object as last seen
	 * @return true if it has the finalizer
	 */
	public boolean holds(KubernetesObject object) {
		return finalizers(object).contains(this.finalizer);
	}

	/**
	 * Adds the finalizer if it is missing.
	 * @param object the object as last seen
	 * @return whether it was written
	 * @throws ApiException with code 409 if the object has changed meanwhile
	 */
	public boolean add(KubernetesObject object) throws ApiException {
		if (holds(object)) {
			return false;
		}
		List<String> finalizers = new ArrayList<>(finalizers(object));
		finalizers.add(this.finalizer);
		write(object, finalizers);
		return true;
	}

	/**
	 * Lets the object go.
	 * @param object the object as last seen
	 * @throws ApiException with code 409 if the object has changed meanwhile
	 */
	public void remove(KubernetesObject object) throws ApiException {
		if (!holds(object)) {
			return;
		}
		List<String> finalizers = new ArrayList<>(finalizers(object));
		finalizers.remove(this.finalizer);
		try {
			write(object, finalizers);
		}
		catch (ApiException ex) {
			if (ex.getCode() != 404) {
				throw ex;
			}
		}
	}

	private void write(KubernetesObject object, List<String> finalizers) throws ApiException {
		JsonArray names = Documents.array(finalizers.toArray());
		this.cluster.merge(this.type, ObjectKey.of(object), Documents.object("metadata",
				Documents.object("resourceVersion", object.getMetadata().getResourceVersion(), "finalizers", names)));
	}

	private static List<String> finalizers(KubernetesObject object) {
		return Objects.requireNonNullElse(object.getMetadata().getFinalizers(), List.of());
	}

}
