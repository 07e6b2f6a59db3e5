package org.obol.offercontroller.admin;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1Pod;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.obol.admin.AdminException;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.obol.kube.Documents;
import org.springframework.http.HttpStatus;

/** Reads what the agent behind an offer wrote last. */
class AgentLogs {

	private static final int USUAL_LINES = 200;

	private static final int MOST_LINES = 2_000;

	private static final int MOST_BYTES = 512 * 1024;

	private final CoreV1Api pods;

	AgentLogs(ApiClient client) {
		this.pods = new CoreV1Api(client);
	}

	/** The last lines of the newest pod of an offer's agent. */
	JsonObject of(ServiceOffer offer, @Nullable String lines) {
		int tail = lines(lines);
		ServiceOfferSpec.AgentTarget target = offer.getSpec().agent();
		ServiceOfferSpec.AgentRef ref = (target != null) ? target.ref() : null;
		if (ref == null || !ref.namespace().equals(offer.namespace())) {
			throw new AdminException(HttpStatus.NOT_FOUND, "no_logs", "the offer sells no agent of this cluster; "
					+ "the logs of what it sells are with whoever runs it");
		}
		try {
			String pod = Objects.requireNonNullElse(newest(ref).getName(), "");
			String text = this.pods.readNamespacedPodLog(pod, ref.namespace())
				.tailLines(tail)
				.limitBytes(MOST_BYTES)
				.execute();
			return Documents.object("pod", pod, "lines",
					(text == null || text.isEmpty()) ? List.of() : text.lines().toList());
		}
		catch (ApiException ex) {
			throw new AdminException(HttpStatus.SERVICE_UNAVAILABLE, "logs_unavailable",
					"the cluster does not give out the agent's logs now: HTTP " + ex.getCode());
		}
	}

	private V1ObjectMeta newest(ServiceOfferSpec.AgentRef ref) throws ApiException {
		return this.pods.listNamespacedPod(ref.namespace())
			.labelSelector("obol.org/agent=" + ref.name() + ",app.kubernetes.io/name=hermes")
			.execute()
			.getItems()
			.stream()
			.map(V1Pod::getMetadata)
			.filter(Objects::nonNull)
			.max(Comparator.comparing(AgentLogs::created))
			.orElseThrow(() -> new AdminException(HttpStatus.NOT_FOUND, "no_logs",
					"agent " + ref.name() + " has no pod at the moment"));
	}

	private static OffsetDateTime created(V1ObjectMeta pod) {
		return Objects.requireNonNullElse(pod.getCreationTimestamp(), OffsetDateTime.MIN);
	}

	private static int lines(@Nullable String text) {
		if (text == null) {
			return USUAL_LINES;
		}
		if (!text.matches("[1-9][0-9]{0,3}") || Integer.parseInt(text) > MOST_LINES) {
			throw new AdminException(HttpStatus.BAD_REQUEST, "invalid_parameter",
					"tail '" + text + "' is not a number from 1 to " + MOST_LINES, "tail");
		}
		return Integer.parseInt(text);
	}

}
