package org.obol.local.kubernetes.node;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.kubernetes.client.openapi.models.V1Pod;
import org.obol.local.kubernetes.manifest.PodView;
import org.obol.local.kubernetes.pod.NodeContext;
import org.obol.local.kubernetes.pod.PodRunner;
import org.obol.local.kubernetes.rest.Answer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Binds pods that carry our label, and keeps one runner per pod that is bound to this
 * node.
 */
final class NodePods {

	private static final Logger logger = LoggerFactory.getLogger(NodePods.class);

	private final NodeContext context;

	private final Runnable changed;

	private final Map<String, PodRunner> runners = new ConcurrentHashMap<>();

	NodePods(NodeContext context, Runnable changed) {
		this.context = context;
		this.changed = changed;
	}

	/** Makes the runners match what the API server says. */
	void match(List<V1Pod> pods) {
		Set<String> existing = new HashSet<>();
		for (V1Pod each : pods) {
			PodView pod = new PodView(each);
			String node = pod.spec().getNodeName();
			if (node == null && isOurs(pod) && !pod.isBeingDeleted()) {
				bind(pod);
			}
			else if (VirtualNodeOptions.NODE_NAME.equals(node)) {
				existing.add(pod.uid());
				match(pod);
			}
		}
		forget(existing);
	}

	private static boolean isOurs(PodView pod) {
		return VirtualNodeOptions.LABEL_VALUE.equals(pod.labels().get(VirtualNodeOptions.LABEL));
	}

	private void bind(PodView pod) {
		Map<String, Object> target = Map.of("apiVersion", "v1", "kind", "Node", "name", VirtualNodeOptions.NODE_NAME);
		Answer answer = this.context.api()
			.create(pod.path() + "/binding", Map.of("apiVersion", "v1", "kind", "Binding", "metadata",
					Map.of("name", pod.name(), "namespace", pod.namespace(), "uid", pod.uid()), "target", target));
		if (!answer.isSuccessful() && answer.status() != 409 && !answer.isMissing()) {
			logger.warn("Pod {}/{} could not be bound: {}", pod.namespace(), pod.name(), answer.body());
		}
	}

	private void match(PodView pod) {
		PodRunner runner = this.runners.get(pod.uid());
		if (runner == null && (!pod.isFinished() || pod.isBeingDeleted())) {
			PodRunner created = new PodRunner(pod, this.context, this.changed);
			this.runners.put(pod.uid(), created);
			if (!pod.isBeingDeleted()) {
				created.start();
			}
			runner = created;
		}
		if (runner != null && pod.isBeingDeleted()) {
			runner.terminate(pod.graceSeconds());
		}
	}

	/** Ends the runners of pods that somebody removed without asking the node. */
	private void forget(Set<String> existing) {
		new HashMap<>(this.runners).forEach((uid, runner) -> {
			if (!existing.contains(uid)) {
				runner.terminate(0);
				this.runners.remove(uid);
			}
		});
	}

	Collection<PodRunner> runners() {
		return this.runners.values();
	}

	void refresh(String namespace) {
		this.runners.values()
			.stream()
			.filter((runner) -> runner.pod().namespace().equals(namespace))
			.forEach(PodRunner::refresh);
	}

	void shutDown(Duration grace) {
		List<Thread> threads = this.runners.values()
			.stream()
			.map((runner) -> Thread.ofVirtual().start(() -> runner.shutDown(grace)))
			.toList();
		try {
			for (Thread thread : threads) {
				thread.join();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
