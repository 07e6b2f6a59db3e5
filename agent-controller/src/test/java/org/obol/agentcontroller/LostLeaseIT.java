package org.obol.agentcontroller;

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
		LostLease.endsWithAnError(cluster, directory.resolve("log"), AgentControllerApplication.class,
				"agent-controller", List.of("--obol.leader-election=true", "--obol.namespace=" + cluster.namespace()));
	}

}
