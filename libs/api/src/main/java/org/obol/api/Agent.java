package org.obol.api;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An AI agent that the suite provisions, as its seller declares it. */
public final class Agent implements KubernetesObject {

	/** The kind on the wire. */
	public static final String KIND = "Agent";

	/** The resource name in URLs and RBAC rules. */
	public static final String PLURAL = "agents";

	/** Lets the controller tear the agent down before the Agent goes. */
	public static final String FINALIZER = "agents.obol.org/finalizer";

	private String apiVersion = ApiGroup.API_VERSION;

	private String kind = KIND;

	private @Nullable V1ObjectMeta metadata;

	private @Nullable AgentSpec spec;

	private @Nullable AgentStatus status;

	/** For Gson. */
	public Agent() {
	}

	/**
	 * Makes an object as a writer would declare it.
	 * @param metadata name and namespace at least
	 * @param spec what is wanted
	 */
	public Agent(V1ObjectMeta metadata, AgentSpec spec) {
		this.metadata = metadata;
		this.spec = spec;
	}

	@Override
	public String getApiVersion() {
		return this.apiVersion;
	}

	/**
	 * Set by the client, whose list items come without it.
	 * @param apiVersion group and version
	 */
	public void setApiVersion(String apiVersion) {
		this.apiVersion = apiVersion;
	}

	@Override
	public String getKind() {
		return this.kind;
	}

	/**
	 * Set by the client, whose list items come without it.
	 * @param kind the kind
	 */
	public void setKind(String kind) {
		this.kind = kind;
	}

	@Override
	public V1ObjectMeta getMetadata() {
		return Objects.requireNonNullElseGet(this.metadata, V1ObjectMeta::new);
	}

	public void setMetadata(V1ObjectMeta metadata) {
		this.metadata = metadata;
	}

	/**
	 * The spec; an absent one reads as an empty one.
	 * @return what is wanted
	 */
	public AgentSpec getSpec() {
		return (this.spec != null) ? this.spec : AgentSpec.empty();
	}

	public void setSpec(AgentSpec spec) {
		this.spec = spec;
	}

	/**
	 * The status; an absent one reads as an empty one.
	 * @return what was observed
	 */
	public AgentStatus getStatus() {
		return (this.status != null) ? this.status : AgentStatus.empty();
	}

	public void setStatus(@Nullable AgentStatus status) {
		this.status = status;
	}

	/**
	 * The object's name.
	 * @return {@code metadata.name}, or an empty text before it has one
	 */
	public String name() {
		return Objects.requireNonNullElse(getMetadata().getName(), "");
	}

	/**
	 * The object's namespace.
	 * @return {@code metadata.namespace}, or an empty text before it has one
	 */
	public String namespace() {
		return Objects.requireNonNullElse(getMetadata().getNamespace(), "");
	}

	/**
	 * The generation of the spec.
	 * @return {@code metadata.generation}, 0 before the API server has set it
	 */
	public long generation() {
		Long generation = getMetadata().getGeneration();
		return (generation != null) ? generation : 0L;
	}

	/**
	 * Tells whether the object is on its way out.
	 * @return true once it has a deletion timestamp
	 */
	public boolean isBeingDeleted() {
		return getMetadata().getDeletionTimestamp() != null;
	}

	/**
	 * The conditions, never null.
	 * @return what was observed
	 */
	public List<Condition> conditions() {
		return getStatus().conditions();
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
