package org.obol.offercontroller.offer;

import io.kubernetes.client.openapi.ApiException;
import org.obol.api.ServiceOffer;
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

	/** Makes sure that the offer does not go without us; whether that was written now. */
	boolean prepare(ServiceOffer offer) throws ApiException {
		return this.finalizers.add(offer);
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
