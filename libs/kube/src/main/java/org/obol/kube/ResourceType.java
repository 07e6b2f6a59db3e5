package org.obol.kube;

import org.jspecify.annotations.Nullable;

/**
 * A kind of object, and where the API server keeps it.
 *
 * @param apiVersion group and version, or the version alone for the core group
 * @param kind the kind on the wire
 * @param plural the resource name in URLs
 * @param namespaced whether its objects live in namespaces
 */
public record ResourceType(String apiVersion, String kind, String plural, boolean namespaced) {

	/** Namespaces. */
	public static final ResourceType NAMESPACE = new ResourceType("v1", "Namespace", "namespaces", false);

	/** ServiceAccounts. */
	public static final ResourceType SERVICE_ACCOUNT = core("ServiceAccount", "serviceaccounts");

	/** PersistentVolumeClaims. */
	public static final ResourceType PERSISTENT_VOLUME_CLAIM = core("PersistentVolumeClaim", "persistentvolumeclaims");

	/** ConfigMaps. */
	public static final ResourceType CONFIG_MAP = core("ConfigMap", "configmaps");

	/** Secrets. */
	public static final ResourceType SECRET = core("Secret", "secrets");

	/** Services. */
	public static final ResourceType SERVICE = core("Service", "services");

	/** Pods. */
	public static final ResourceType POD = core("Pod", "pods");

	/** Deployments. */
	public static final ResourceType DEPLOYMENT = new ResourceType("apps/v1", "Deployment", "deployments", true);

	/** NetworkPolicies. */
	public static final ResourceType NETWORK_POLICY = new ResourceType("networking.k8s.io/v1", "NetworkPolicy",
			"networkpolicies", true);

	/** Roles. */
	public static final ResourceType ROLE = new ResourceType("rbac.authorization.k8s.io/v1", "Role", "roles", true);

	/** RoleBindings. */
	public static final ResourceType ROLE_BINDING = new ResourceType("rbac.authorization.k8s.io/v1", "RoleBinding",
			"rolebindings", true);

	/** Events, of the current API. */
	public static final ResourceType EVENT = new ResourceType("events.k8s.io/v1", "Event", "events", true);

	/** The suite's Agents. */
	public static final ResourceType AGENT = new ResourceType("obol.org/v1alpha1", "Agent", "agents", true);

	/** The suite's ServiceOffers. */
	public static final ResourceType SERVICE_OFFER = new ResourceType("obol.org/v1alpha1", "ServiceOffer",
			"serviceoffers", true);

	private static ResourceType core(String kind, String plural) {
		return new ResourceType("v1", kind, plural, true);
	}

	/**
	 * The URL path of this kind, or of one object of it.
	 * @param key which object; null for the collection of the whole cluster
	 * @return an absolute path
	 */
	public String path(@Nullable ObjectKey key) {
		String root = this.apiVersion.contains("/") ? "/apis/" : "/api/";
		if (key == null) {
			return root + this.apiVersion + "/" + this.plural;
		}
		return collection(key.namespace()) + "/" + key.name();
	}

	/**
	 * The URL path of this kind's objects in a namespace.
	 * @param namespace the namespace, empty for all of them; ignored for cluster-scoped
	 * kinds
	 * @return an absolute path
	 */
	public String collection(String namespace) {
		String root = (this.apiVersion.contains("/") ? "/apis/" : "/api/") + this.apiVersion + "/";
		boolean everywhere = !this.namespaced || namespace.isEmpty();
		return everywhere ? root + this.plural : root + "namespaces/" + namespace + "/" + this.plural;
	}

}
