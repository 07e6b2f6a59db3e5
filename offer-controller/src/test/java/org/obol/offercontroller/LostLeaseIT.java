package org.obol.offercontroller;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.obol.kube.testing.LostLease;
import org.obol.local.kubernetes.junit.KubernetesTest;
import org.obol.local.kubernetes.junit.TestCluster;

/** The program, as a process, when somebody else takes its lease. */
@KubernetesTest
class LostLeaseIT {

	@Test
	void whoLosesTheLeaseEndsWithAnError(TestCluster cluster, @TempDir Path directory) throws Exception {
		cluster.applyResource("crds/agents.obol.org.yaml");
		cluster.applyResource("crds/serviceoffers.obol.org.yaml");
		LostLease.endsWithAnError(cluster, directory.resolve("log"), OfferControllerApplication.class,
				"offer-controller", List.of("--obol.leader-election.enabled=true",
						"--obol.leader-election.namespace=" + cluster.namespace()));
	}

}
