package org.obol.api;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Something that is for sale, as its seller declares it. */
public final class ServiceOffer implements KubernetesObject {

	/** The kind on the wire. */
	public static final String KIND = "ServiceOffer";

	/** The resource name in URLs and RBAC rules. */
	public static final String PLURAL = "serviceoffers";

	/** Set to {@code true}, the offer is not sold. */
	public static final String PAUSED_ANNOTATION = "obol.org/paused";

	/** Lets the controller clean up before the offer goes. */
	public static final String FINALIZER = "monetize.obol.org/finalizer";

	private String apiVersion = ApiGroup.API_VERSION;

	private String kind = KIND;

	private @Nullable V1ObjectMeta metadata;

	private @Nullable ServiceOfferSpec spec;

	private @Nullable ServiceOfferStatus status;

	/** For Gson. */
	public ServiceOffer() {
	}

	/**
	 * Makes an object as a writer would declare it.
	 * @param metadata name and namespace at least
	 * @param spec what is wanted
	 */
	public ServiceOffer(V1ObjectMeta metadata, ServiceOfferSpec spec) {
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
	public ServiceOfferSpec getSpec() {
		return (this.spec != null) ? this.spec : ServiceOfferSpec.empty();
	}

	public void setSpec(ServiceOfferSpec spec) {
		this.spec = spec;
	}

	/**
	 * The status; an absent one reads as an empty one.
	 * @return what was observed
	 */
	public ServiceOfferStatus getStatus() {
		return (this.status != null) ? this.status : ServiceOfferStatus.empty();
	}

	public void setStatus(@Nullable ServiceOfferStatus status) {
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
	 * The URL prefix that applies.
	 * @return {@code spec.path} without a trailing slash, or {@code /services/<name>}
	 */
	public String effectivePath() {
		String path = getSpec().path();
		if (path == null || path.isBlank()) {
			return "/services/" + name();
		}
		return (path.length() > 1 && path.endsWith("/")) ? path.substring(0, path.length() - 1) : path;
	}

	/**
	 * Tells whether the seller paused the offer.
	 * @return true with annotation {@value #PAUSED_ANNOTATION} set to {@code true}
	 */
	public boolean isPaused() {
		Map<String, String> annotations = getMetadata().getAnnotations();
		return annotations != null && "true".equals(annotations.get(PAUSED_ANNOTATION));
	}

}
