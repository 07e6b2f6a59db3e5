package org.obol.api;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.util.Map;

/** Something that is for sale, as its seller declares it. */
public final class ServiceOffer extends CustomResource<ServiceOfferSpec, ServiceOfferStatus> {

	/** The kind on the wire. */
	public static final String KIND = "ServiceOffer";

	/** The resource name in URLs and RBAC rules. */
	public static final String PLURAL = "serviceoffers";

	/** Set to {@code true}, the offer is not sold. */
	public static final String PAUSED_ANNOTATION = "obol.org/paused";

	/** Lets the controller clean up before the offer goes. */
	public static final String FINALIZER = "monetize.obol.org/finalizer";

	/** For Gson. */
	public ServiceOffer() {
		super(KIND, null, null);
	}

	/**
	 * Makes an object as a writer would declare it.
	 * @param metadata name and namespace at least
	 * @param spec what is wanted
	 */
	public ServiceOffer(V1ObjectMeta metadata, ServiceOfferSpec spec) {
		super(KIND, metadata, spec);
	}

	@Override
	ServiceOfferSpec emptySpec() {
		return ServiceOfferSpec.empty();
	}

	@Override
	ServiceOfferStatus emptyStatus() {
		return ServiceOfferStatus.empty();
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
