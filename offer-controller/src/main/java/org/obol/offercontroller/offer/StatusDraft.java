package org.obol.offercontroller.offer;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferStatus;
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
		RegistrationState.Found known = known(verdict.registration(), before);
		return new ServiceOfferStatus(offer.generation(), offer.effectivePath(),
				(known != null) ? known.agentId() : null, (known != null) ? known.transaction() : null,
				verdict.resolution(), verdict.upstream(), verdict.accepts(), verdict.prices(), verdict.routes(),
				conditions.toList());
	}

	/** A chain that can't be asked takes nothing back. */
	private static RegistrationState.@Nullable Found known(RegistrationState now, ServiceOfferStatus before) {
		return switch (now) {
			case RegistrationState.Found found -> found;
			case RegistrationState.Unknown ignored -> (before.agentId() != null)
					? new RegistrationState.Found(before.agentId(), before.registrationTxHash()) : null;
			case RegistrationState.NotWanted ignored -> null;
			case RegistrationState.NotFound ignored -> null;
		};
	}

}
