package org.obol.kube.testing;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.obol.kube.Cluster;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.local.kubernetes.junit.TestCluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A program, as a process, whose lease somebody else takes. */
public final class LostLease {

	private static final ResourceType LEASE = new ResourceType("coordination.k8s.io/v1", "Lease", "leases", true);

	private LostLease() {
	}

	/**
	 * Starts a program that elects a leader in the test's namespace, takes its lease, and
	 * asserts that it ends with an error and says why.
	 * @param cluster the control plane
	 * @param log where its output goes
	 * @param program the main class
	 * @param lease the Lease's name
	 * @param arguments what switches election on
	 */
	public static void endsWithAnError(TestCluster cluster, Path log, Class<?> program, String lease,
			List<String> arguments) throws ApiException, IOException, InterruptedException {
		Cluster access = new Cluster(cluster.client(), "test");
		ObjectKey key = new ObjectKey(cluster.namespace(), lease);
		Process process = start(cluster, log, program, arguments);
		try {
			await().atMost(Duration.ofMinutes(3)).until(() -> !holder(access, key).isEmpty());
			access.merge(LEASE, key, Documents.object("spec", Documents.object("holderIdentity", "somebody-else",
					"leaseDurationSeconds", 600, "renewTime", "2030-01-01T00:00:00.000000Z")));
			assertThat(process.waitFor(90, TimeUnit.SECONDS)).as(Files.readString(log)).isTrue();
			assertThat(process.exitValue()).isNotZero();
			assertThat(Files.readString(log)).contains("Lost the lease " + key);
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static Process start(TestCluster cluster, Path log, Class<?> program, List<String> arguments)
			throws IOException {
		List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(),
				"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
				program.getName(), "--server.port=0"));
		command.addAll(arguments);
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
		builder.environment().put("KUBECONFIG", cluster.kubeconfig().toString());
		return builder.start();
	}

	private static String holder(Cluster access, ObjectKey lease) throws ApiException {
		return access.get(LEASE, lease)
			.map((JsonObject found) -> Documents.text(found, "spec", "holderIdentity"))
			.orElse("");
	}

}
