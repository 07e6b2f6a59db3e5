package org.obol.offercontroller.offer;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
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
		Duration quiet = status.conditions()
			.stream()
			.map(Condition::lastTransitionTime)
			.filter(Objects::nonNull)
			.map((changed) -> Duration.between(changed.toInstant(), now))
			.min(Comparator.naturalOrder())
			.orElse(Duration.ZERO);
		if (quiet.compareTo(SETTLING) < 0) {
			return shorter(QUICKLY, this.properties.whenNotReady());
		}
		// What has been down for an hour need not be asked every other second.
		Duration patience = quiet.dividedBy(10);
		return shorter(this.properties.whenReady(), longer(patience, this.properties.whenNotReady()));
	}

	private static Duration shorter(Duration one, Duration two) {
		return (one.compareTo(two) < 0) ? one : two;
	}

	private static Duration longer(Duration one, Duration two) {
		return (one.compareTo(two) > 0) ? one : two;
	}

}
