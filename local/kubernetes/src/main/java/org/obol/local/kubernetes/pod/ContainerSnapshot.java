package org.obol.local.kubernetes.pod;

import java.nio.file.Path;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One moment of a container.
 *
 * @param name its name in the pod
 * @param image its image as in the manifest
 * @param state what it does
 * @param last how its last run ended
 * @param restarts how often it was started again
 * @param started whether its startup probe has passed
 * @param ready whether its readiness probe passes
 * @param ports local port by container port
 * @param log where its output goes
 */
public record ContainerSnapshot(String name, String image, ContainerState state,
		ContainerState.@Nullable Terminated last, int restarts, boolean started, boolean ready,
		Map<Integer, Integer> ports, Path log) {

	ContainerSnapshot with(ContainerState newState) {
		return new ContainerSnapshot(this.name, this.image, newState, this.last, this.restarts, false, false,
				this.ports, this.log);
	}

	ContainerSnapshot running(ContainerState.Running running, Map<Integer, Integer> newPorts) {
		return new ContainerSnapshot(this.name, this.image, running, this.last, this.restarts, false, false, newPorts,
				this.log);
	}

	ContainerSnapshot probed(boolean nowStarted, boolean nowReady) {
		return new ContainerSnapshot(this.name, this.image, this.state, this.last, this.restarts, nowStarted, nowReady,
				this.ports, this.log);
	}

	ContainerSnapshot waitingAfter(ContainerState.Terminated ended, ContainerState.Waiting waiting) {
		return new ContainerSnapshot(this.name, this.image, waiting, ended, this.restarts + 1, false, false, this.ports,
				this.log);
	}

	boolean hasSucceeded() {
		return this.state instanceof ContainerState.Terminated ended && ended.exitCode() == 0;
	}

	/**
	 * Says whether it is done for good or for now.
	 * @return whether its state is terminated
	 */
	public boolean hasEnded() {
		return this.state instanceof ContainerState.Terminated;
	}

}
