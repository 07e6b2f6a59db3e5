package org.obol.offercontroller.offer;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.obol.api.Condition;
import org.obol.api.ServiceOfferStatus;
import org.obol.kube.controller.Outcome;

/** Says when an offer is looked at again although nothing changed. */
final class NextLook {

	/**
	 * After a change the gateway needs a moment; nobody should wait two seconds for it.
	 */
	private static final Duration SETTLING = Duration.ofSeconds(10);

	private static final Duration QUICKLY = Duration.ofMillis(250);

	private final ReconcileProperties properties;

	NextLook(ReconcileProperties properties) {
		this.properties = properties;
	}

	Outcome after(OfferFacts facts, Verdict verdict, ServiceOfferStatus status, Instant now) {
		Duration usual = usual(verdict, status, now);
		if (facts.lifecycle() instanceof Lifecycle.Draining(Instant endsAt) && now.plus(usual).isAfter(endsAt)) {
			return Outcome.checkAgain(Duration.between(now, endsAt).plusMillis(1));
		}
		return Outcome.checkAgain(usual);
	}

	private Duration usual(Verdict verdict, ServiceOfferStatus status, Instant now) {
		if (verdict.isReady() || verdict.isStuck()) {
			return this.properties.whenReady();
		}
		boolean settling = status.conditions()
			.stream()
			.map(Condition::lastTransitionTime)
			.filter(Objects::nonNull)
			.anyMatch((changed) -> changed.toInstant().plus(SETTLING).isAfter(now));
		return (settling && QUICKLY.compareTo(this.properties.whenNotReady()) < 0) ? QUICKLY
				: this.properties.whenNotReady();
	}

}
