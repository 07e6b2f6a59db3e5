package org.obol.agentcontroller.reconcile;

import java.util.Objects;

/** Names this process among its replicas. */
final class Replica {

	private Replica() {
	}

	/** The pod's name, which Kubernetes sets as the host name; else the process id. */
	static String name() {
		String host = System.getenv("HOSTNAME");
		return Objects.requireNonNullElseGet(host, () -> "pid") + "-" + ProcessHandle.current().pid();
	}

}
