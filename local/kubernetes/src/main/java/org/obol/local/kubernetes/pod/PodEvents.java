package org.obol.local.kubernetes.pod;

import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.obol.local.kubernetes.manifest.PodView;
import org.obol.local.kubernetes.rest.RestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes warnings about one pod as Kubernetes Events, each of them once.
 */
final class PodEvents {

	private static final Logger logger = LoggerFactory.getLogger(PodEvents.class);

	private final PodView pod;

	private final NodeContext context;

	private final Set<String> written = ConcurrentHashMap.newKeySet();

	PodEvents(PodView pod, NodeContext context) {
		this.pod = pod;
		this.context = context;
	}

	void warn(String reason, String message) {
		if (!this.written.add(reason + message)) {
			return;
		}
		logger.warn("Pod {}/{}: {}: {}", this.pod.namespace(), this.pod.name(), reason, message);
		String now = this.context.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
		try {
			this.context.api()
				.create("/api/v1/namespaces/" + this.pod.namespace() + "/events", event(reason, message, now));
		}
		catch (RestException ex) {
			logger.debug("Event not written: {}", ex.getMessage());
		}
	}

	private Map<String, Object> event(String reason, String message, String now) {
		return Map.ofEntries(Map.entry("apiVersion", "v1"), Map.entry("kind", "Event"),
				Map.entry("metadata", Map.of("generateName", this.pod.name() + ".", "namespace", this.pod.namespace())),
				Map.entry("involvedObject",
						Map.of("apiVersion", "v1", "kind", "Pod", "name", this.pod.name(), "namespace",
								this.pod.namespace(), "uid", this.pod.uid())),
				Map.entry("reason", reason),
				Map.entry("message", (message.length() > 1000) ? message.substring(0, 1000) : message),
				Map.entry("type", "Warning"), Map.entry("firstTimestamp", now), Map.entry("lastTimestamp", now),
				Map.entry("count", 1), Map.entry("source", Map.of("component", "virtual-node")));
	}

}
