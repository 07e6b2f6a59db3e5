package org.obol.offercontroller.offer;

import java.time.Clock;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferStatus;
import org.obol.kube.apply.Conditions;

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
		return new ServiceOfferStatus(offer.generation(), offer.effectivePath(), before.agentId(),
				before.registrationTxHash(), verdict.resolution(), verdict.upstream(), verdict.accepts(),
				verdict.prices(), conditions.toList());
	}

}
