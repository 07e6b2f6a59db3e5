package org.obol.local.kubernetes.pod;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ContainerStatus;
import org.jspecify.annotations.Nullable;
import org.obol.local.kubernetes.container.LocalPorts;
import org.obol.local.kubernetes.manifest.PodView;
import org.obol.local.kubernetes.manifest.Present;

/**
 * The containers of one pod, as far as they were tried.
 */
final class PodContainers {

	private final PodView pod;

	private final NodeContext context;

	private final Path directory;

	private final Runnable changed;

	private final List<ContainerRunner> init = new CopyOnWriteArrayList<>();

	private final List<ContainerRunner> main = new CopyOnWriteArrayList<>();

	private final List<LocalPorts> ports = new CopyOnWriteArrayList<>();

	PodContainers(PodView pod, NodeContext context, Path directory, Runnable changed) {
		this.pod = pod;
		this.context = context;
		this.directory = directory;
		this.changed = changed;
	}

	ContainerRunner addInit(V1Container container, Map<String, Path> volumes, RestartPolicy policy) {
		ContainerRunner runner = runner(container, volumes, policy);
		this.init.add(runner);
		return runner;
	}

	void addMain(Map<String, Path> volumes, RestartPolicy policy) {
		this.pod.containers().forEach((container) -> this.main.add(runner(container, volumes, policy)));
	}

	void startMain() {
		this.main.forEach(this::start);
	}

	void start(ContainerRunner runner) {
		Thread.ofVirtual().name("container-" + this.pod.name() + "-" + runner.snapshot().name()).start(runner);
	}

	private ContainerRunner runner(V1Container container, Map<String, Path> volumes, RestartPolicy policy) {
		ContainerLaunches launches = new ContainerLaunches(this.pod, container, volumes, this.directory, this.context);
		this.ports.add(launches.ports());
		return new ContainerRunner(launches, policy, restarts(container), this.context, this.changed);
	}

	/** A pod that ran before the node was restarted counts this start as a restart. */
	private int restarts(V1Container container) {
		var status = this.pod.pod().getStatus();
		List<V1ContainerStatus> statuses = (status != null) ? Present.orEmpty(status.getContainerStatuses())
				: List.of();
		return statuses.stream()
			.filter((one) -> container.getName().equals(one.getName()) && one.getContainerID() != null)
			.findFirst()
			.map((one) -> one.getRestartCount() + 1)
			.orElse(0);
	}

	List<ContainerSnapshot> initSnapshots() {
		return snapshots(this.init);
	}

	/** Those that were not started yet wait. */
	List<ContainerSnapshot> mainSnapshots(@Nullable String waitingFor) {
		if (!this.main.isEmpty()) {
			return snapshots(this.main);
		}
		String reason = this.pod.initContainers().isEmpty() ? "ContainerCreating" : "PodInitializing";
		return this.pod.containers()
			.stream()
			.map((container) -> new ContainerSnapshot(container.getName(), Present.of(container.getImage()),
					new ContainerState.Waiting(reason, (waitingFor != null) ? waitingFor : ""), null,
					restarts(container), false, false, Map.of(), this.directory))
			.toList();
	}

	private static List<ContainerSnapshot> snapshots(List<ContainerRunner> runners) {
		return runners.stream().map(ContainerRunner::snapshot).toList();
	}

	List<ContainerSnapshot> tried() {
		return Stream.concat(this.init.stream(), this.main.stream()).map(ContainerRunner::snapshot).toList();
	}

	boolean areReady() {
		return this.main.stream().map(ContainerRunner::snapshot).allMatch(ContainerSnapshot::ready);
	}

	List<LocalPorts> ports() {
		return List.copyOf(this.ports);
	}

	void stop(Duration grace) {
		List<ContainerRunner> all = new ArrayList<>(this.main);
		all.addAll(this.init);
		List<Thread> stops = all.stream().map((runner) -> Thread.ofVirtual().start(() -> runner.stop(grace))).toList();
		try {
			for (Thread stop : stops) {
				stop.join();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.ports.forEach(LocalPorts::release);
	}

}
