package org.obol.local.kubernetes.controlplane;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.obol.local.kubernetes.binaries.ControlPlaneBinaries;
import org.obol.local.kubernetes.process.ProcessCommand;

/**
 * The command lines of the three programs, as a pure function of where things are.
 */
final class Commands {

	/**
	 * What a laptop needs. Not on the list: the endpoint controllers, because
	 * EndpointSlices refuse loopback addresses, and what belongs to several nodes.
	 */
	static final List<String> CONTROLLERS = List.of("clusterrole-aggregation-controller", "deployment-controller",
			"garbage-collector-controller", "job-controller", "namespace-controller",
			"persistentvolume-binder-controller", "persistentvolume-protection-controller",
			"persistentvolumeclaim-protection-controller", "replicaset-controller",
			"root-ca-certificate-publisher-controller", "serviceaccount-controller", "serviceaccount-token-controller");

	/** Go programs keep their heap small when the collector runs earlier. */
	private static final Map<String, String> ENVIRONMENT = Map.of("GOGC", "60", "HOME", "/nonexistent");

	private final Layout layout;

	private final ControlPlaneBinaries binaries;

	Commands(Layout layout, ControlPlaneBinaries binaries) {
		this.layout = layout;
		this.binaries = binaries;
	}

	ProcessCommand etcd() {
		List<String> words = new ArrayList<>(List.of(this.binaries.etcd().toString(), "--name=local",
				"--data-dir=" + this.layout.etcdData(), "--listen-client-urls=" + this.layout.etcdUrl(),
				"--advertise-client-urls=" + this.layout.etcdUrl(), "--listen-peer-urls=" + this.layout.etcdPeerUrl(),
				"--initial-advertise-peer-urls=" + this.layout.etcdPeerUrl(),
				"--initial-cluster=local=" + this.layout.etcdPeerUrl(), "--client-cert-auth",
				"--trusted-ca-file=" + key("ca.crt"), "--cert-file=" + key("etcd.crt"), "--key-file=" + key("etcd.key"),
				"--peer-client-cert-auth", "--peer-trusted-ca-file=" + key("ca.crt"),
				"--peer-cert-file=" + key("etcd.crt"), "--peer-key-file=" + key("etcd.key"),
				"--auto-compaction-mode=periodic", "--auto-compaction-retention=10m", "--log-level=warn"));
		if (!this.layout.durable()) {
			words.add("--unsafe-no-fsync");
		}
		return command("etcd", words);
	}

	ProcessCommand apiServer() {
		return command("kube-apiserver", List.of(this.binaries.apiServer().toString(),
				"--etcd-servers=" + this.layout.etcdUrl(), "--etcd-cafile=" + key("ca.crt"),
				"--etcd-certfile=" + key("etcd-client.crt"), "--etcd-keyfile=" + key("etcd-client.key"),
				"--bind-address=127.0.0.1", "--advertise-address=127.0.0.1", "--secure-port=" + this.layout.apiPort(),
				"--endpoint-reconciler-type=none", "--tls-cert-file=" + key("apiserver.crt"),
				"--tls-private-key-file=" + key("apiserver.key"), "--client-ca-file=" + key("ca.crt"),
				"--kubelet-certificate-authority=" + key("ca.crt"),
				"--kubelet-client-certificate=" + key("kubelet-client.crt"),
				"--kubelet-client-key=" + key("kubelet-client.key"), "--kubelet-preferred-address-types=InternalIP",
				"--service-account-issuer=https://kubernetes.default.svc.cluster.local",
				"--service-account-key-file=" + key("service-accounts.crt"),
				"--service-account-signing-key-file=" + key("service-accounts.key"), "--authorization-mode=RBAC",
				"--service-cluster-ip-range=10.96.0.0/16", "--allow-privileged=false", "--profiling=false",
				"--shutdown-delay-duration=0s"));
	}

	ProcessCommand controllerManager() {
		return command("kube-controller-manager",
				List.of(this.binaries.controllerManager().toString(),
						"--kubeconfig=" + key("controller-manager.kubeconfig"),
						"--controllers=" + String.join(",", CONTROLLERS), "--leader-elect=false",
						"--bind-address=127.0.0.1", "--secure-port=0", "--root-ca-file=" + key("ca.crt"),
						"--service-account-private-key-file=" + key("service-accounts.key"), "--profiling=false",
						"--concurrent-namespace-syncs=10", "--kube-api-qps=200", "--kube-api-burst=400"));
	}

	private ProcessCommand command(String name, List<String> words) {
		return new ProcessCommand(name, words, ENVIRONMENT, this.layout.directory(), this.layout.log(name));
	}

	private Path key(String name) {
		return this.layout.keys().resolve(name);
	}

}
