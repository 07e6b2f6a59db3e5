package org.obol.local.kubernetes.node;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1ContainerStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.obol.local.kubernetes.controlplane.ControlPlane;
import org.obol.local.kubernetes.controlplane.ControlPlaneOptions;
import org.obol.local.kubernetes.pod.ContainerState;
import org.obol.local.kubernetes.process.ChildProcess;
import org.obol.local.kubernetes.rest.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class NodeRestartIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@Test
	void podsAreTakenUpAgainAfterARestartOfEverything(@TempDir Path directory) throws Exception {
		try (ControlPlane controlPlane = ControlPlane.start(ControlPlaneOptions.persistent(directory));
				VirtualNode node = start(controlPlane)) {
			createSleeper(controlPlane);
			await().atMost(PATIENCE).until(() -> status(controlPlane).getReady());
			assertThat(node.pods()).singleElement().matches(VirtualNode.RunningPod::ready);
		}
		try (ControlPlane controlPlane = ControlPlane.start(ControlPlaneOptions.persistent(directory));
				VirtualNode node = start(controlPlane)) {
			assertThat(node.pods()).hasSize(1);
			await().atMost(PATIENCE).untilAsserted(() -> {
				assertThat(status(controlPlane).getReady()).isTrue();
				assertThat(status(controlPlane).getRestartCount()).isEqualTo(1);
			});
		}
	}

	@Test
	void theNodeGoesOnAfterTheApiServerWasAway() throws Exception {
		try (ControlPlane controlPlane = ControlPlane.start(ControlPlaneOptions.temporary());
				VirtualNode node = start(controlPlane)) {
			ChildProcess apiServer = controlPlane.processes().get(1);
			ProcessHandle.of(apiServer.pid()).orElseThrow().destroyForcibly();
			await().atMost(PATIENCE).ignoreExceptions().until(() -> {
				createSleeper(controlPlane);
				return true;
			});
			await().atMost(PATIENCE).ignoreExceptions().until(() -> status(controlPlane).getReady());
			assertThat(node.pods()).hasSize(1);
		}
	}

	@Test
	void podsProcessesDieWithANodeThatIsKilled(@TempDir Path directory) throws Exception {
		Path pid = directory.resolve("pid");
		Process parent = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:+UseSerialGC", "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
				LonelyNode.class.getName(), directory.resolve("state").toString(), pid.toString())
			.redirectErrorStream(true)
			.redirectOutput(directory.resolve("output").toFile())
			.start();
		await().atMost(PATIENCE).until(() -> Files.exists(pid));
		ProcessHandle pod = ProcessHandle.of(Long.parseLong(Files.readString(pid))).orElseThrow();
		assertThat(pod.isAlive()).isTrue();
		parent.destroyForcibly();
		await().atMost(PATIENCE).until(() -> !pod.isAlive());
	}

	private static VirtualNode start(ControlPlane controlPlane) {
		return VirtualNode.start(VirtualNodeOptions.of(controlPlane, new TinyServer()));
	}

	private static void createSleeper(ControlPlane controlPlane) {
		new RestClient(controlPlane.client(), "test")
			.create("/api/v1/namespaces/default/pods", Map.of("metadata", Map
				.of("name", "sleeper", "labels", Map.of(VirtualNodeOptions.LABEL, VirtualNodeOptions.LABEL_VALUE)),
					"spec",
					Map.of("terminationGracePeriodSeconds", 1, "containers", List
						.of(Map.of("name", "main", "image", "test/shell", "command", List.of("sleep", "1000"))))))
			.orThrow("create a pod");
	}

	private static V1ContainerStatus status(ControlPlane controlPlane) throws Exception {
		return new CoreV1Api(controlPlane.client()).readNamespacedPod("sleeper", "default")
			.execute()
			.getStatus()
			.getContainerStatuses()
			.getFirst();
	}

	/** Runs one pod and waits to be killed. */
	static class LonelyNode {

		public static void main(String[] args) throws Exception {
			ControlPlane controlPlane = ControlPlane.start(ControlPlaneOptions.persistent(Path.of(args[0])));
			VirtualNode node = NodeRestartIT.start(controlPlane);
			createSleeper(controlPlane);
			long pid = await().atMost(PATIENCE).until(() -> pidOf(node), (found) -> found > 0);
			Files.move(Files.writeString(Path.of(args[1] + ".new"), String.valueOf(pid)), Path.of(args[1]));
			Thread.currentThread().join();
		}

		private static long pidOf(VirtualNode node) {
			return node.pods()
				.stream()
				.flatMap((pod) -> pod.containers().stream())
				.filter((container) -> container.state() instanceof ContainerState.Running)
				.mapToLong((container) -> ((ContainerState.Running) container.state()).pid())
				.findFirst()
				.orElse(0);
		}

	}

}
