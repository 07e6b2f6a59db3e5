package org.obol.local.kubernetes.controlplane;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.obol.local.kubernetes.process.ChildProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SurvivalIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@Test
	void aProgramThatEndsByItselfIsStartedAgain() {
		try (ControlPlane controlPlane = ControlPlane.start(ControlPlaneOptions.temporary())) {
			ApiClient client = controlPlane.client();
			ChildProcess before = apiServer(controlPlane);
			ProcessHandle.of(before.pid()).orElseThrow().destroyForcibly();
			await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
				assertThat(apiServer(controlPlane).pid()).isNotEqualTo(before.pid());
				assertThat(new CoreV1Api(client).listNamespace().execute().getItems()).isNotEmpty();
			});
		}
	}

	@Test
	void nothingOutlivesAParentThatIsKilled(@TempDir Path directory) throws Exception {
		Path pids = directory.resolve("pids");
		Process parent = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:+UseSerialGC", "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
				LonelyParent.class.getName(), directory.resolve("state").toString(), pids.toString())
			.redirectErrorStream(true)
			.redirectOutput(directory.resolve("output").toFile())
			.start();
		await().atMost(PATIENCE).until(() -> Files.exists(pids));
		List<ProcessHandle> children = Arrays.stream(Files.readString(pids).strip().split(" "))
			.map((pid) -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
			.toList();
		assertThat(children).hasSize(3).allMatch(ProcessHandle::isAlive);
		parent.destroyForcibly();
		await().atMost(PATIENCE).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
	}

	private static ChildProcess apiServer(ControlPlane controlPlane) {
		return controlPlane.processes()
			.stream()
			.filter((process) -> process.name().equals("kube-apiserver"))
			.findFirst()
			.orElseThrow();
	}

	/** Starts a control plane and waits to be killed. */
	static class LonelyParent {

		public static void main(String[] args) throws Exception {
			ControlPlane controlPlane = ControlPlane.start(ControlPlaneOptions.persistent(Path.of(args[0])));
			Path whole = Files.writeString(Path.of(args[1] + ".new"), String.join(" ",
					controlPlane.processes().stream().map((one) -> String.valueOf(one.pid())).toList()));
			Files.move(whole, Path.of(args[1]));
			Thread.currentThread().join();
		}

	}

}
