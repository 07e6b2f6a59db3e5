package org.obol.api;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the suite's resources have in common: a spec that somebody declares and a status
 * that one controller observes. An absent one reads as an empty one.
 *
 * @param <S> the spec
 * @param <T> the status
 */
public abstract class CustomResource<S, T extends CustomResource.Status> implements KubernetesObject {

	private String apiVersion = ApiGroup.API_VERSION;

	private String kind;

	private @Nullable V1ObjectMeta metadata;

	private @Nullable S spec;

	private @Nullable T status;

	CustomResource(String kind, @Nullable V1ObjectMeta metadata, @Nullable S spec) {
		this.kind = kind;
		this.metadata = metadata;
		this.spec = spec;
	}

	abstract S emptySpec();

	abstract T emptyStatus();

	@Override
	public final String getApiVersion() {
		return this.apiVersion;
	}

	/**
	 * Set by the client, whose list items come without it.
	 * @param apiVersion group and version
	 */
	public final void setApiVersion(String apiVersion) {
		this.apiVersion = apiVersion;
	}

	@Override
	public final String getKind() {
		return this.kind;
	}

	/**
	 * Set by the client, whose list items come without it.
	 * @param kind the kind
	 */
	public final void setKind(String kind) {
		this.kind = kind;
	}

	@Override
	public final V1ObjectMeta getMetadata() {
		return Objects.requireNonNullElseGet(this.metadata, V1ObjectMeta::new);
	}

	public final void setMetadata(V1ObjectMeta metadata) {
		this.metadata = metadata;
	}

	/**
	 * The spec.
	 * @return what is wanted
	 */
	public final S getSpec() {
		return (this.spec != null) ? this.spec : emptySpec();
	}

	public final void setSpec(S spec) {
		this.spec = spec;
	}

	/**
	 * The status.
	 * @return what was observed
	 */
	public final T getStatus() {
		return (this.status != null) ? this.status : emptyStatus();
	}

	public final void setStatus(@Nullable T status) {
		this.status = status;
	}

	/**
	 * The object's name.
	 * @return {@code metadata.name}, or an empty text before it has one
	 */
	public final String name() {
		return Objects.requireNonNullElse(getMetadata().getName(), "");
	}

	/**
	 * The object's namespace.
	 * @return {@code metadata.namespace}, or an empty text before it has one
	 */
	public final String namespace() {
		return Objects.requireNonNullElse(getMetadata().getNamespace(), "");
	}

	/**
	 * The generation of the spec.
	 * @return {@code metadata.generation}, 0 before the API server has set it
	 */
	public final long generation() {
		Long generation = getMetadata().getGeneration();
		return (generation != null) ? generation : 0L;
	}

	/**
	 * Tells whether the object is on its way out.
	 * @return true once it has a deletion timestamp
	 */
	public final boolean isBeingDeleted() {
		return getMetadata().getDeletionTimestamp() != null;
	}

	/**
	 * The conditions, never null.
	 * @return what was observed
	 */
	public final List<Condition> conditions() {
		return getStatus().conditions();
	}

	/** What every status has. */
	public interface Status {

		/**
		 * The conditions.
		 * @return a map keyed by type
		 */
		List<Condition> conditions();

	}

}
