package org.obol.offercontroller.offer;

import io.kubernetes.client.openapi.ApiException;
import java.time.Clock;
import java.util.Optional;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferStatus;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.kube.apply.Events;
import org.obol.kube.apply.ServerSideApply;
import org.obol.kube.controller.Outcome;
import org.obol.kube.controller.Reconciler;

/** Keeps the status of one offer true: facts, verdict, status, and when to look again. */
final class OfferReconciler implements Reconciler {

	private final OfferCaches caches;

	private final FactsGatherer facts;

	private final Departure departure;

	private final StatusWriter status;

	private final NextLook next;

	private final Clock clock;

	OfferReconciler(OfferCaches caches, FactsGatherer facts, Departure departure, StatusWriter status, NextLook next,
			Clock clock) {
		this.caches = caches;
		this.facts = facts;
		this.departure = departure;
		this.status = status;
		this.next = next;
		this.clock = clock;
	}

	@Override
	public Outcome reconcile(ObjectKey key) throws ApiException {
		Optional<ServiceOffer> found = this.caches.offer(key);
		if (found.isEmpty()) {
			return Outcome.settled();
		}
		ServiceOffer offer = found.get();
		if (offer.isBeingDeleted()) {
			this.departure.complete(offer);
			return Outcome.settled();
		}
		if (this.departure.prepare(offer)) {
			// The write comes back as an event with the new resource version.
			return Outcome.settled();
		}
		OfferFacts seen = this.facts.about(offer);
		Verdict verdict = Verdict.on(seen);
		ServiceOfferStatus written = this.status.write(offer, verdict);
		return this.next.after(seen, verdict, written, this.clock.instant());
	}

	/** Writes a status if it says anything new, and reports what flipped. */
	static final class StatusWriter {

		private final ServerSideApply apply;

		private final Events events;

		private final Clock clock;

		StatusWriter(ServerSideApply apply, Events events, Clock clock) {
			this.apply = apply;
			this.events = events;
			this.clock = clock;
		}

		ServiceOfferStatus write(ServiceOffer offer, Verdict verdict) throws ApiException {
			ServiceOfferStatus before = offer.getStatus();
			ServiceOfferStatus after = StatusDraft.of(offer, verdict, this.clock);
			boolean written = this.apply.applyStatus(ResourceType.SERVICE_OFFER, ObjectKey.of(offer), before, after);
			// The gateway learns of a new offer from this very status, so that it is not
			// published yet is no news.
			boolean isNews = !before.conditions().isEmpty() || !verdict.waitsForItsRoute();
			if (written && isNews) {
				this.events.transitions(ResourceType.SERVICE_OFFER, offer, before.conditions(), after.conditions());
			}
			return after;
		}

	}

}
