package org.obol.local.kubernetes.pod;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.obol.local.kubernetes.manifest.PodView;
import org.obol.local.kubernetes.volume.PodFields;

/**
 * Computes a pod's status from what its containers do, in a kubelet's words.
 */
final class PodStatusDocument {

	private final PodView pod;

	private final Instant startedAt;

	private final PodConditions conditions = new PodConditions();

	PodStatusDocument(PodView pod, Instant startedAt) {
		this.pod = pod;
		this.startedAt = seconds(startedAt);
	}

	Map<String, Object> of(List<ContainerSnapshot> init, List<ContainerSnapshot> main, boolean initialized,
			Instant now) {
		boolean isReady = initialized && !main.isEmpty() && main.stream().allMatch(ContainerSnapshot::ready);
		Instant second = seconds(now);
		this.conditions.set("PodReadyToStartContainers", true, second);
		this.conditions.set("Initialized", initialized, second);
		this.conditions.set("Ready", isReady, second);
		this.conditions.set("ContainersReady", isReady, second);
		this.conditions.set("PodScheduled", true, second);
		Map<String, Object> status = new LinkedHashMap<>();
		status.put("phase", phase(init, main, initialized));
		status.put("conditions", this.conditions.document());
		status.put("hostIP", PodFields.POD_IP);
		status.put("podIP", PodFields.POD_IP);
		status.put("podIPs", List.of(Map.of("ip", PodFields.POD_IP)));
		status.put("startTime", this.startedAt.toString());
		if (!init.isEmpty()) {
			status.put("initContainerStatuses", init.stream().map(this::container).toList());
		}
		status.put("containerStatuses", main.stream().map(this::container).toList());
		return Map.of("metadata", Map.of("uid", this.pod.uid()), "status", status);
	}

	static String phase(List<ContainerSnapshot> init, List<ContainerSnapshot> main, boolean initialized) {
		if (!initialized) {
			return init.stream().anyMatch((one) -> one.hasEnded() && !one.hasSucceeded()) ? "Failed" : "Pending";
		}
		if (!main.isEmpty() && main.stream().allMatch(ContainerSnapshot::hasEnded)) {
			return main.stream().allMatch(ContainerSnapshot::hasSucceeded) ? "Succeeded" : "Failed";
		}
		boolean isNeverRun = main.stream()
			.anyMatch((one) -> one.state() instanceof ContainerState.Waiting && one.last() == null);
		return isNeverRun ? "Pending" : "Running";
	}

	private Map<String, Object> container(ContainerSnapshot snapshot) {
		Map<String, Object> status = new LinkedHashMap<>();
		status.put("name", snapshot.name());
		status.put("image", snapshot.image());
		status.put("imageID", "local://" + snapshot.image());
		status.put("restartCount", snapshot.restarts());
		status.put("ready", snapshot.ready() || snapshot.hasSucceeded());
		status.put("started", snapshot.started());
		status.put("state", state(snapshot.state()));
		if (snapshot.last() != null) {
			status.put("lastState", state(snapshot.last()));
		}
		if (snapshot.state() instanceof ContainerState.Running running) {
			status.put("containerID", "process://" + running.pid());
		}
		return status;
	}

	private static Map<String, Object> state(ContainerState state) {
		return switch (state) {
			case ContainerState.Waiting(String reason, String message) -> Map.of("waiting",
					message.isEmpty() ? Map.of("reason", reason) : Map.of("reason", reason, "message", message));
			case ContainerState.Running(Instant startedAt, long ignored) ->
				Map.of("running", Map.of("startedAt", seconds(startedAt).toString()));
			case ContainerState.Terminated ended -> Map.of("terminated",
					Map.of("exitCode", ended.exitCode(), "reason", ended.reason(), "message", ended.message(),
							"startedAt", seconds(ended.startedAt()).toString(), "finishedAt",
							seconds(ended.finishedAt()).toString()));
		};
	}

	private static Instant seconds(Instant instant) {
		return instant.truncatedTo(ChronoUnit.SECONDS);
	}

}
