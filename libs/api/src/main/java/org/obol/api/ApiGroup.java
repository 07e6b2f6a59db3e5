package org.obol.api;

/** The group, version and shared names of the custom resources. */
public final class ApiGroup {

	/** The API group of every kind here. */
	public static final String GROUP = "obol.org";

	/** The served and stored version. */
	public static final String VERSION = "v1alpha1";

	/** {@code apiVersion} of every object here. */
	public static final String API_VERSION = GROUP + "/" + VERSION;

	/** The label every pod of the suite carries. */
	public static final String PART_OF_LABEL = "app.kubernetes.io/part-of";

	/** The value of {@link #PART_OF_LABEL}. */
	public static final String PART_OF = "obol-agent-market";

	/** The label that says who writes an object. */
	public static final String MANAGED_BY_LABEL = "app.kubernetes.io/managed-by";

	/** The value of {@link #MANAGED_BY_LABEL} on everything an agent consists of. */
	public static final String AGENT_CONTROLLER = "agent-controller";

	/** Names the Agent that an object belongs to. */
	public static final String AGENT_LABEL = "obol.org/agent";

	private ApiGroup() {
	}

}
