package org.obol.local.kubernetes.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.kubernetes.client.openapi.ApiClient;
import org.obol.local.kubernetes.controlplane.ControlPlane;
import org.obol.local.kubernetes.pod.ContainerSnapshot;
import org.obol.local.kubernetes.pod.NodeContext;
import org.obol.local.kubernetes.pod.PodRunner;
import org.obol.local.kubernetes.process.EndOfJvm;
import org.obol.local.kubernetes.process.ProcessRegister;
import org.obol.local.kubernetes.rest.RestClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only node of the laptop's Kubernetes: it binds the pods that carry our label and
 * runs them as local processes. It promises no isolation.
 *
 * <p>
 * One loop makes things match what the watches say, so that a missed event costs no more
 * than a few seconds. Everything that takes time runs beside it.
 */
public final class VirtualNode implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(VirtualNode.class);

	private static final Duration SWEEP = Duration.ofSeconds(5);

	private final ClusterCache cache;

	private final NodePods pods;

	private final ServiceEndpoints endpoints;

	private final VolumeProvisioner volumes;

	private final LogServer logs;

	private final NodeRegistration registration;

	private final Semaphore wakeUps = new Semaphore(0);

	private final Thread loop = Thread.ofPlatform().daemon().name("node-loop").unstarted(this::loop);

	private final EndOfJvm.Registration endOfJvm;

	private volatile boolean closing;

	private VirtualNode(VirtualNodeOptions options, ProcessRegister register) {
		ControlPlane controlPlane = options.controlPlane();
		ApiClient client = controlPlane.client();
		RestClient api = new RestClient(client, "virtual-node");
		this.cache = new ClusterCache(client);
		this.pods = new NodePods(new NodeContext(api, controlPlane.url(), controlPlane.authority(), options.images(),
				options.directory().resolve("pods"), register, options.clock()), this::wakeUp);
		this.endpoints = new ServiceEndpoints(api);
		this.volumes = new VolumeProvisioner(api, options.directory().resolve("volumes"));
		this.logs = new LogServer(NodeTls.context(controlPlane), this.pods::runners);
		this.registration = new NodeRegistration(api, this.logs.port(), options.clock());
		this.endOfJvm = EndOfJvm.stops(() -> stopPods(Duration.ofSeconds(5)));
	}

	/**
	 * Starts the node: ends what an earlier one left behind, registers, and takes its
	 * pods up again.
	 * @param options how it is to run
	 * @return the running node
	 */
	public static VirtualNode start(VirtualNodeOptions options) {
		ProcessRegister register = new ProcessRegister(options.directory().resolve("processes.tsv"));
		register.reap();
		VirtualNode node = new VirtualNode(options, register);
		node.begin();
		return node;
	}

	private void begin() {
		this.registration.register();
		this.cache.start(this::wakeUp, this.pods::refresh);
		takeOver();
		this.loop.start();
	}

	/** What an earlier node reported is no longer true: nothing runs yet. */
	private void takeOver() {
		attempt(() -> this.pods.match(this.cache.pods()));
		this.pods.runners()
			.stream()
			.filter((runner) -> !runner.pod().isBeingDeleted())
			.forEach((runner) -> runner.awaitReport(Duration.ofSeconds(5)));
		attempt(() -> this.endpoints.publish(this.cache.services(), this.pods.runners()));
	}

	private void loop() {
		while (!this.closing) {
			attempt(this.registration::keepAlive);
			attempt(() -> this.pods.match(this.cache.pods()));
			attempt(() -> this.volumes.provision(this.cache.claims(), this.cache.volumes()));
			attempt(() -> this.endpoints.publish(this.cache.services(), this.pods.runners()));
			try {
				this.wakeUps.tryAcquire(SWEEP.toMillis(), TimeUnit.MILLISECONDS);
				this.wakeUps.drainPermits();
			}
			catch (InterruptedException ex) {
				return;
			}
		}
	}

	/** The API server may be away for a while; the next sweep tries again. */
	private static void attempt(Runnable step) {
		try {
			step.run();
		}
		catch (RuntimeException ex) {
			logger.warn("The virtual node will try again: {}", ex.getMessage());
		}
	}

	private void wakeUp() {
		this.wakeUps.release();
	}

	/**
	 * Lists the pods that run or wait here.
	 * @return each with its containers, their processes, ports and logs
	 */
	public List<RunningPod> pods() {
		List<RunningPod> all = new ArrayList<>();
		for (PodRunner runner : this.pods.runners()) {
			all.add(new RunningPod(runner.pod().namespace(), runner.pod().name(), runner.pod().labels(),
					runner.isReady(), runner.containers()));
		}
		return all;
	}

	/**
	 * Stops the node and its pods' processes. The pods stay in the API, and the next node
	 * on the same control plane takes them up.
	 */
	@Override
	public void close() {
		this.closing = true;
		this.loop.interrupt();
		stopPods(Duration.ofSeconds(10));
		this.cache.close();
		this.logs.close();
		this.endOfJvm.close();
	}

	private void stopPods(Duration grace) {
		this.closing = true;
		this.pods.shutDown(grace);
	}

	/**
	 * A pod as the node sees it.
	 *
	 * @param namespace its namespace
	 * @param name its name
	 * @param labels its labels
	 * @param ready whether all its containers are ready
	 * @param containers its containers
	 */
	public record RunningPod(String namespace, String name, java.util.Map<String, String> labels, boolean ready,
			List<ContainerSnapshot> containers) {
	}

}
