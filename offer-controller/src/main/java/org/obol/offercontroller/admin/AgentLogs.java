package org.obol.offercontroller.admin;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiClient;
import org.jspecify.annotations.Nullable;
import org.obol.admin.AdminException;
import org.obol.admin.PodLogs;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.kube.Documents;
import org.springframework.http.HttpStatus;

/** Reads what the agent behind an offer wrote last. */
class AgentLogs {

	private final PodLogs pods;

	AgentLogs(ApiClient client) {
		this.pods = new PodLogs(client);
	}

	/** The last lines of the newest running pod of an offer's agent. */
	JsonObject of(ServiceOffer offer, @Nullable String tail) {
		ServiceOfferSpec.AgentTarget target = offer.getSpec().agent();
		ServiceOfferSpec.AgentRef ref = (target != null) ? target.ref() : null;
		// The caller's right was reviewed in the offer's namespace, and holds there only.
		if (ref == null || !ref.namespace().equals(offer.namespace())) {
			throw new AdminException(HttpStatus.NOT_FOUND, "no_logs", "the offer sells no agent of this cluster; "
					+ "the logs of what it sells are with whoever runs it");
		}
		PodLogs.Lines read = this.pods.ofAgent(ref.namespace(), ref.name(), tail);
		return Documents.object("pod", read.pod(), "lines", read.lines());
	}

}
