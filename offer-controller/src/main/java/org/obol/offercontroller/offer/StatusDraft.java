package org.obol.offercontroller.offer;

import java.time.Clock;
import java.util.List;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferStatus;
import org.obol.api.ServiceOfferStatus.Registration;
import org.obol.kube.apply.Conditions;
import org.obol.offercontroller.registration.RegistrationState;

/** Dates a verdict: what is true now, on top of what was written before. */
final class StatusDraft {

	private StatusDraft() {
	}

	static ServiceOfferStatus of(ServiceOffer offer, Verdict verdict, Clock clock) {
		ServiceOfferStatus before = offer.getStatus();
		Conditions conditions = new Conditions(before.conditions(), offer.generation(), clock);
		for (Finding finding : verdict.findings()) {
			conditions.set(finding.type().wire(), finding.status(), finding.reason().wire(), finding.message());
		}
		List<Registration> known = known(verdict.registration(), before);
		return new ServiceOfferStatus(offer.generation(), offer.effectivePath(),
				known.isEmpty() ? null : known.getFirst().agentId(),
				known.isEmpty() ? null : known.getFirst().transaction(), verdict.resolution(), verdict.upstream(),
				verdict.accepts(), verdict.prices(), verdict.routes(), known, conditions.toList());
	}

	/** A chain that can't be asked takes nothing back. */
	private static List<Registration> known(RegistrationState now, ServiceOfferStatus before) {
		return switch (now) {
			case RegistrationState.Found found -> found.registrations();
			case RegistrationState.Unknown ignored -> before.registrations();
			case RegistrationState.NotWanted ignored -> List.of();
			case RegistrationState.NotFound ignored -> List.of();
		};
	}

}
