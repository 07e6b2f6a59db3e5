package org.obol.local.kubernetes.controlplane;

import java.nio.file.Path;

/**
 * Where one control plane keeps its things, and which ports it has.
 *
 * @param directory the root of all paths
 * @param durable whether its state outlives it
 * @param apiPort the API server's port
 * @param etcdPort etcd's client port
 * @param etcdPeerPort etcd's peer port, which nobody calls
 */
record Layout(Path directory, boolean durable, int apiPort, int etcdPort, int etcdPeerPort) {

	Path keys() {
		return this.directory.resolve("pki");
	}

	Path etcdData() {
		return this.directory.resolve("etcd");
	}

	Path log(String name) {
		return this.directory.resolve("logs").resolve(name + ".log");
	}

	Path kubeconfig() {
		return this.directory.resolve("kubeconfig");
	}

	Path register() {
		return this.directory.resolve("processes.tsv");
	}

	String apiUrl() {
		return "https://127.0.0.1:" + this.apiPort;
	}

	String etcdUrl() {
		return "https://127.0.0.1:" + this.etcdPort;
	}

	String etcdPeerUrl() {
		return "https://127.0.0.1:" + this.etcdPeerPort;
	}

}
