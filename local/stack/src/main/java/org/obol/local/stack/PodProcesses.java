package org.obol.local.stack;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.obol.local.kubernetes.node.VirtualNode.RunningPod;
import org.obol.local.kubernetes.pod.ContainerSnapshot;
import org.obol.local.kubernetes.pod.ContainerState;
import org.obol.local.stack.data.RunningProcess;
import org.obol.local.stack.suite.Deployments;

/**
 * Names the processes that run as pods: a program of the suite by its own name, an
 * agent's by its namespace too.
 */
final class PodProcesses {

	private PodProcesses() {
	}

	static List<RunningProcess> of(List<RunningPod> pods) {
		return pods.stream().flatMap(PodProcesses::ofOne).toList();
	}

	/**
	 * Says in one line which programs of the suite do not serve, and what they do
	 * instead.
	 */
	static String troubles(List<RunningPod> pods) {
		return pods.stream()
			.filter((pod) -> Deployments.NAMESPACE.equals(pod.namespace()) && !pod.ready())
			.flatMap((pod) -> pod.containers().stream())
			.map(PodProcesses::trouble)
			.collect(Collectors.joining("; "));
	}

	private static String trouble(ContainerSnapshot container) {
		String doing = switch (container.state()) {
			case ContainerState.Waiting waiting -> waiting.reason() + ", " + waiting.message();
			case ContainerState.Running ignored -> "runs but is not ready";
			case ContainerState.Terminated ended -> "ended with exit status " + ended.exitCode();
		};
		String before = (container.restarts() > 0) ? " (started " + (container.restarts() + 1) + " times)" : "";
		return container.name() + " " + doing + before;
	}

	private static Stream<RunningProcess> ofOne(RunningPod pod) {
		return pod.containers().stream().flatMap((container) -> describe(pod, container).stream());
	}

	private static java.util.Optional<RunningProcess> describe(RunningPod pod, ContainerSnapshot container) {
		if (!(container.state() instanceof ContainerState.Running running)) {
			return java.util.Optional.empty();
		}
		String name = Deployments.NAMESPACE.equals(pod.namespace()) ? container.name()
				: pod.namespace() + "/" + container.name();
		return java.util.Optional.of(new RunningProcess(name, running.pid(), port(container.ports()),
				running.startedAt(), container.log().toString()));
	}

	private static @org.jspecify.annotations.Nullable Integer port(Map<Integer, Integer> ports) {
		return ports.entrySet().stream().min(Map.Entry.comparingByKey()).map(Map.Entry::getValue).orElse(null);
	}

}
