package org.obol.local.kubernetes.pod;

import java.util.List;
import java.util.Map;

import org.obol.local.kubernetes.manifest.PodView;
import org.obol.local.kubernetes.rest.Answer;
import org.obol.local.kubernetes.rest.RestException;

/**
 * Writes a pod's status when it differs from what was written last, and warns about
 * containers that wait for a reason.
 */
final class PodReporter {

	private final PodView pod;

	private final NodeContext context;

	private final PodStatusDocument document;

	private final PodEvents events;

	private Map<String, Object> published = Map.of();

	PodReporter(PodView pod, NodeContext context) {
		this.pod = pod;
		this.context = context;
		this.document = new PodStatusDocument(pod, context.clock().instant());
		this.events = new PodEvents(pod, context);
	}

	void report(List<ContainerSnapshot> init, List<ContainerSnapshot> main, boolean initialized) {
		Map<String, Object> now = this.document.of(init, main, initialized, this.context.clock().instant());
		init.forEach(this::warnAboutWaiting);
		main.forEach(this::warnAboutWaiting);
		if (now.equals(this.published)) {
			return;
		}
		Answer answer = this.context.api().merge(this.pod.path() + "/status", now);
		if (answer.status() >= 500) {
			throw new RestException("HTTP " + answer.status(), answer.status());
		}
		this.published = now;
	}

	private void warnAboutWaiting(ContainerSnapshot container) {
		if (container.state() instanceof ContainerState.Waiting(String reason, String message) && !message.isEmpty()) {
			String event = switch (reason) {
				case "CrashLoopBackOff" -> "BackOff";
				case "ContainerCreating", "PodInitializing" -> "FailedMount";
				default -> "Failed";
			};
			this.events.warn(event, message);
		}
	}

	/** Tells the API server that nothing of the pod runs any more, so that it may go. */
	boolean confirmDeletion() {
		Answer answer = this.context.api()
			.delete(this.pod.path(), Map.of("gracePeriodSeconds", 0, "preconditions", Map.of("uid", this.pod.uid())));
		return answer.isSuccessful() || answer.isMissing() || answer.status() == 409;
	}

}
