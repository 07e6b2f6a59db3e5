package org.obol.local.kubernetes.pod;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1Pod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.obol.local.kubernetes.manifest.PodView;
import org.obol.local.kubernetes.pod.ContainerState.Running;
import org.obol.local.kubernetes.pod.ContainerState.Terminated;
import org.obol.local.kubernetes.pod.ContainerState.Waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

class PodStatusDocumentTests {

	private static final Instant T0 = Instant.parse("2026-11-23T10:00:00.123Z");

	private static final ContainerState WAITING = new Waiting("ContainerCreating", "");

	private static final ContainerState RUNNING = new Running(T0, 42);

	private static final Terminated DONE = Terminated.of(0, "", T0, T0);

	private static final Terminated FAILED = Terminated.of(3, "", T0, T0);

	static Stream<Arguments> phases() {
		return Stream.of(
				argumentSet("init container runs", List.of(of(RUNNING)), List.of(of(WAITING)), false, "Pending"),
				argumentSet("init container failed for good", List.of(of(FAILED)), List.of(of(WAITING)), false,
						"Failed"),
				argumentSet("one container waits for its first start", List.of(), List.of(of(RUNNING), of(WAITING)),
						true, "Pending"),
				argumentSet("container runs", List.of(of(DONE)), List.of(of(RUNNING)), true, "Running"),
				argumentSet("container waits for its restart", List.of(),
						List.of(of(RUNNING).waitingAfter(FAILED, new Waiting("CrashLoopBackOff", ""))), true,
						"Running"),
				argumentSet("all succeeded", List.of(), List.of(of(DONE), of(DONE)), true, "Succeeded"),
				argumentSet("all ended, one failed", List.of(), List.of(of(DONE), of(FAILED)), true, "Failed"));
	}

	@ParameterizedTest
	@MethodSource("phases")
	void thePhaseIsAKubeletsPhase(List<ContainerSnapshot> init, List<ContainerSnapshot> main, boolean initialized,
			String phase) {
		assertThat(PodStatusDocument.phase(init, main, initialized)).isEqualTo(phase);
	}

	@Test
	void conditionsKeepTheTimeTheyLastChanged() {
		PodStatusDocument document = new PodStatusDocument(
				new PodView(new V1Pod().metadata(new V1ObjectMeta().uid("u"))), T0);
		ContainerSnapshot running = of(RUNNING);
		document.of(List.of(), List.of(running), true, T0);
		Map<String, Object> later = document.of(List.of(), List.of(running.probed(true, true)), true,
				T0.plusSeconds(10));
		assertThat(((Map<?, ?>) later.get("status")).get("conditions")).asString()
			.contains("{type=Initialized, status=True, lastTransitionTime=2026-11-23T10:00:00Z}")
			.contains("{type=Ready, status=True, lastTransitionTime=2026-11-23T10:00:10Z}");
	}

	private static ContainerSnapshot of(ContainerState state) {
		return new ContainerSnapshot("main", "image", state, null, 0, false, false, Map.of(), Path.of("/log"));
	}

}
