package org.obol.admin;

import org.jspecify.annotations.Nullable;

/**
 * What a caller wants to do, in the words of Kubernetes RBAC.
 *
 * @param verb such as {@code get} or {@code patch}
 * @param group the API group, empty for the core group
 * @param resource the plural, such as {@code agents}
 * @param subresource such as {@code status} or {@code log}
 * @param namespace where; null asks for all namespaces
 * @param name which; null asks for all of them
 */
public record ResourceAccess(String verb, String group, String resource, @Nullable String subresource,
		@Nullable String namespace, @Nullable String name) {

	/**
	 * Access to one of the suite's own resources.
	 * @param verb such as {@code list}
	 * @param resource {@code agents} or {@code serviceoffers}
	 * @param namespace where; null asks for all namespaces
	 * @param name which; null asks for all of them
	 * @return the access to ask for
	 */
	public static ResourceAccess to(String verb, String resource, @Nullable String namespace, @Nullable String name) {
		return new ResourceAccess(verb, "obol.org", resource, null, namespace, name);
	}

	@Override
	public String toString() {
		String what = (this.subresource != null) ? this.resource + "/" + this.subresource : this.resource;
		String where = (this.namespace != null) ? " in namespace " + this.namespace : " in all namespaces";
		return this.verb + " " + what + (this.group.isEmpty() ? "" : "." + this.group) + where;
	}

}
