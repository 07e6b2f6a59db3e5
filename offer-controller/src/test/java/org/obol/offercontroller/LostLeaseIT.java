package org.obol.offercontroller;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.obol.kube.Cluster;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The program, as a process, when somebody else takes its lease. */
@KubernetesTest
class LostLeaseIT {

	private static final ResourceType LEASE = new ResourceType("coordination.k8s.io/v1", "Lease", "leases", true);

	@Test
	void whoLosesTheLeaseEndsWithAnError(TestCluster cluster, @TempDir Path directory) throws Exception {
		cluster.applyResource("crds/agents.obol.org.yaml");
		cluster.applyResource("crds/serviceoffers.obol.org.yaml");
		Cluster access = new Cluster(cluster.client(), "test");
		ObjectKey lease = new ObjectKey(cluster.namespace(), "offer-controller");
		Path log = directory.resolve("log");
		ProcessBuilder builder = new ProcessBuilder(List.of(
				Path.of(System.getProperty("java.home"), "bin/java").toString(), "-XX:+UseSerialGC",
				"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
				OfferControllerApplication.class.getName(), "--server.port=0", "--obol.leader-election.enabled=true",
				"--obol.leader-election.namespace=" + cluster.namespace()))
			.redirectErrorStream(true)
			.redirectOutput(log.toFile());
		builder.environment().put("KUBECONFIG", cluster.kubeconfig().toString());
		Process process = builder.start();
		try {
			await().atMost(Duration.ofMinutes(3)).until(() -> !holder(access, lease).isEmpty());
			access.merge(LEASE, lease, Documents.object("spec", Documents.object("holderIdentity", "somebody-else",
					"leaseDurationSeconds", 600, "renewTime", "2030-01-01T00:00:00.000000Z")));
			assertThat(process.waitFor(90, TimeUnit.SECONDS)).as(Files.readString(log)).isTrue();
			assertThat(process.exitValue()).isNotZero();
			assertThat(Files.readString(log)).contains("Lost the lease " + lease);
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static String holder(Cluster access, ObjectKey lease) throws ApiException {
		return access.get(LEASE, lease)
			.map((JsonObject found) -> Documents.text(found, "spec", "holderIdentity"))
			.orElse("");
	}

}
