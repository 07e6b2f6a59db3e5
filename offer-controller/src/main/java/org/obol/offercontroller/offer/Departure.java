package org.obol.offercontroller.offer;

import io.kubernetes.client.openapi.ApiException;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.kube.apply.Finalizers;
import org.obol.offercontroller.registration.Tombstones;

/** What has to be done before an offer may go. */
final class Departure {

	private final Finalizers finalizers;

	private final Tombstones tombstones;

	Departure(Finalizers finalizers, Tombstones tombstones) {
		this.finalizers = finalizers;
		this.tombstones = tombstones;
	}

	/**
	 * Makes sure that an offer which is on a chain, or may get there, does not go without
	 * us; whether that was written now. Every other leaves nothing that has to be undone.
	 */
	boolean prepare(ServiceOffer offer) throws ApiException {
		return mayBeRegistered(offer) && this.finalizers.add(offer);
	}

	private static boolean mayBeRegistered(ServiceOffer offer) {
		ServiceOfferSpec.Registration wish = offer.getSpec().registration();
		return (wish != null && Boolean.TRUE.equals(wish.enabled())) || !offer.getStatus().registrations().isEmpty();
	}

	/**
	 * The tombstone comes first: after the finalizer nobody knows of the offer any more.
	 */
	void complete(ServiceOffer offer) throws ApiException {
		if (this.finalizers.holds(offer)) {
			this.tombstones.leave(offer);
			this.finalizers.remove(offer);
		}
	}

}
