package org.obol.api;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.util.Objects;

/** An AI agent that the suite provisions, as its seller declares it. */
public final class Agent extends CustomResource<AgentSpec, AgentStatus> {

	/** The kind on the wire. */
	public static final String KIND = "Agent";

	/** The resource name in URLs and RBAC rules. */
	public static final String PLURAL = "agents";

	/** Lets the controller tear the agent down before the Agent goes. */
	public static final String FINALIZER = "agents.obol.org/finalizer";

	/** For Gson. */
	public Agent() {
		super(KIND, null, null);
	}

	/**
	 * Makes an object as a writer would declare it.
	 * @param metadata name and namespace at least
	 * @param spec what is wanted
	 */
	public Agent(V1ObjectMeta metadata, AgentSpec spec) {
		super(KIND, metadata, spec);
	}

	@Override
	AgentSpec emptySpec() {
		return AgentSpec.empty();
	}

	@Override
	AgentStatus emptyStatus() {
		return AgentStatus.empty();
	}

	/**
	 * The model that applies.
	 * @return {@code spec.model}, else the earlier pin, else an empty text
	 */
	public String effectiveModel() {
		String wanted = getSpec().model();
		if (wanted != null && !wanted.isBlank()) {
			return wanted;
		}
		return Objects.requireNonNullElse(getStatus().pinnedModel(), "");
	}

}
