package org.obol.local.kubernetes.controlplane;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.obol.local.kubernetes.process.ChildProcess;

import static org.assertj.core.api.Assertions.assertThat;

class ControlPlaneIT {

	@Test
	void stateSurvivesARestartOnTheSameDirectory(@TempDir Path directory) throws Exception {
		try (ControlPlane first = ControlPlane.start(ControlPlaneOptions.persistent(directory))) {
			new CoreV1Api(first.client())
				.createNamespacedConfigMap("default",
						new V1ConfigMap().metadata(new V1ObjectMeta().name("kept")).putDataItem("a", "b"))
				.execute();
		}
		try (ControlPlane second = ControlPlane.start(ControlPlaneOptions.persistent(directory))) {
			assertThat(new CoreV1Api(second.client()).readNamespacedConfigMap("kept", "default").execute().getData())
				.containsEntry("a", "b");
		}
	}

	@Test
	void kubectlWorksWithTheKubeconfigAndNothingElse() throws Exception {
		try (ControlPlane controlPlane = ControlPlane.start(ControlPlaneOptions.temporary())) {
			Process kubectl = new ProcessBuilder("kubectl", "--kubeconfig", controlPlane.kubeconfig().toString(), "get",
					"namespaces", "-o", "name")
				.redirectErrorStream(true)
				.start();
			assertThat(kubectl.waitFor(30, TimeUnit.SECONDS)).isTrue();
			assertThat(new String(kubectl.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
				.contains("namespace/default", "namespace/kube-system");
		}
	}

	@Test
	void closingEndsEveryProcess() {
		ControlPlane controlPlane = ControlPlane.start(ControlPlaneOptions.temporary());
		List<ChildProcess> processes = controlPlane.processes();
		assertThat(processes).extracting(ChildProcess::name)
			.containsExactly("etcd", "kube-apiserver", "kube-controller-manager");
		controlPlane.close();
		assertThat(processes).noneMatch(ChildProcess::isAlive);
		assertThat(controlPlane.directory()).doesNotExist();
	}

}
