package org.obol.local.kubernetes.node;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import org.obol.local.kubernetes.rest.RestClient;

/**
 * The Node object and its Lease, by which others see that the node is alive.
 */
final class NodeRegistration {

	private static final String NAME = VirtualNodeOptions.NODE_NAME;

	private static final Duration LEASE_PERIOD = Duration.ofSeconds(10);

	private static final Duration REPORT_PERIOD = Duration.ofMinutes(1);

	private final RestClient api;

	private final int kubeletPort;

	private final Clock clock;

	private final Instant startedAt;

	private Instant lastLease = Instant.EPOCH;

	private Instant lastReport = Instant.EPOCH;

	NodeRegistration(RestClient api, int kubeletPort, Clock clock) {
		this.api = api;
		this.kubeletPort = kubeletPort;
		this.clock = clock;
		this.startedAt = seconds();
	}

	void register() {
		this.api
			.apply("/api/v1/nodes/" + NAME,
					Map.of("apiVersion", "v1", "kind", "Node", "metadata", Map.of("name", NAME, "labels", Map
						.of("kubernetes.io/hostname", NAME, "kubernetes.io/os", "linux", "type", "virtual-node"))))
			.orThrow("register the node");
		keepAlive();
	}

	/** Shows that the node lives, as often as is due. */
	void keepAlive() {
		Instant now = this.clock.instant();
		if (now.isAfter(this.lastLease.plus(LEASE_PERIOD))) {
			renewLease();
			this.lastLease = now;
		}
		if (now.isAfter(this.lastReport.plus(REPORT_PERIOD))) {
			reportReady();
			this.lastReport = now;
		}
	}

	private void reportReady() {
		Runtime machine = Runtime.getRuntime();
		Map<String, Object> resources = Map.of("cpu", String.valueOf(machine.availableProcessors()), "memory", memory(),
				"pods", "500");
		Map<String, Object> ready = Map.of("type", "Ready", "status", "True", "reason", "VirtualNodeReady", "message",
				"runs pods as local processes", "lastHeartbeatTime", seconds().toString(), "lastTransitionTime",
				this.startedAt.toString());
		this.api
			.merge("/api/v1/nodes/" + NAME + "/status", Map.of("status",
					Map.of("capacity", resources, "allocatable", resources, "conditions", List.of(ready), "addresses",
							List.of(Map.of("type", "InternalIP", "address", "127.0.0.1"),
									Map.of("type", "Hostname", "address", NAME)),
							"daemonEndpoints", Map.of("kubeletEndpoint", Map.of("Port", this.kubeletPort)), "nodeInfo",
							nodeInfo())))
			.orThrow("report the node's status");
	}

	private void renewLease() {
		this.api
			.apply("/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/" + NAME,
					Map.of("apiVersion", "coordination.k8s.io/v1", "kind", "Lease", "metadata",
							Map.of("name", NAME, "namespace", "kube-node-lease"), "spec",
							Map.of("holderIdentity", NAME, "leaseDurationSeconds", 40, "renewTime",
									this.clock.instant().truncatedTo(ChronoUnit.MICROS).toString())))
			.orThrow("renew the node's lease");
	}

	private static Map<String, Object> nodeInfo() {
		return Map.of("machineID", "", "systemUUID", "", "bootID", "", "kernelVersion",
				System.getProperty("os.version", ""), "osImage", "local processes", "containerRuntimeVersion",
				"process://1", "kubeletVersion", "v1.37.2-obol", "kubeProxyVersion", "", "operatingSystem", "linux",
				"architecture", System.getProperty("os.arch", ""));
	}

	private static String memory() {
		var machine = java.lang.management.ManagementFactory.getOperatingSystemMXBean();
		if (machine instanceof com.sun.management.OperatingSystemMXBean known) {
			return known.getTotalMemorySize() / 1024 + "Ki";
		}
		return "8Gi";
	}

	private Instant seconds() {
		return this.clock.instant().truncatedTo(ChronoUnit.SECONDS);
	}

}
