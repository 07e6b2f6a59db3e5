package org.obol.offercontroller.offer;

import org.obol.api.ServiceOfferStatus.Upstream;
import org.obol.offercontroller.probe.Sighting;

/** Where paid calls would go, and how it is there. */
sealed interface UpstreamFact {

	/** There is nothing to look at yet. */
	record Unknown() implements UpstreamFact {

	}

	/**
	 * The Service is not there, or not this offer's to sell.
	 *
	 * @param message which Service, and what would be right
	 */
	record Missing(String message) implements UpstreamFact {

	}

	/**
	 * The Service was asked.
	 *
	 * @param upstream where
	 * @param health what it answered
	 */
	record Asked(Upstream upstream, Sighting health) implements UpstreamFact {

		boolean isHealthy() {
			return this.health instanceof Sighting.Good;
		}

	}

}
