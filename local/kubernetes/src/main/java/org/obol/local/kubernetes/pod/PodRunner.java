package org.obol.local.kubernetes.pod;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.kubernetes.client.openapi.models.V1Container;
import org.jspecify.annotations.Nullable;
import org.obol.local.kubernetes.container.LocalPorts;
import org.obol.local.kubernetes.manifest.PodView;
import org.obol.local.kubernetes.rest.RestException;
import org.obol.local.kubernetes.volume.PodVolumes;
import org.obol.local.kubernetes.volume.VolumeNotReadyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one pod: lays out its volumes, runs its init containers in order, then its
 * containers, and reports its status whenever something changed.
 */
public final class PodRunner {

	private static final Logger logger = LoggerFactory.getLogger(PodRunner.class);

	private static final Duration TICK = Duration.ofSeconds(20);

	private static final Duration RETRY = Duration.ofSeconds(1);

	private final PodView pod;

	private final Runnable changed;

	private final PodVolumes volumes;

	private final PodReporter reporter;

	private final PodDirectory directory;

	private final Semaphore wakeUps = new Semaphore(0);

	private final CountDownLatch stopping = new CountDownLatch(1);

	private final CountDownLatch reported = new CountDownLatch(1);

	private final PodContainers containers;

	private volatile boolean initialized;

	private volatile boolean refreshWanted;

	private volatile @Nullable String waitingFor;

	/**
	 * Runs nothing yet.
	 * @param pod the pod
	 * @param context what all pods share
	 * @param changed is told when a container or the pod's readiness changed
	 */
	public PodRunner(PodView pod, NodeContext context, Runnable changed) {
		this.pod = pod;
		this.changed = changed;
		this.directory = new PodDirectory(context.directory(), pod);
		this.volumes = new PodVolumes(context.api(), pod, this.directory.volumes(), context.clock());
		this.reporter = new PodReporter(pod, context);
		this.containers = new PodContainers(pod, context, this.directory.path(), this::wakeUp);
	}

	/**
	 * Starts the pod; returns at once.
	 */
	public void start() {
		String name = this.pod.namespace() + "/" + this.pod.name();
		Thread.ofVirtual().name("pod-" + name).start(this::run);
		Thread.ofVirtual().name("status-" + name).start(this::report);
	}

	private void run() {
		Optional<Map<String, Path>> laidOut = layOut();
		if (laidOut.isEmpty()) {
			return;
		}
		RestartPolicy policy = RestartPolicy.of(this.pod.spec().getRestartPolicy());
		for (V1Container container : this.pod.initContainers()) {
			boolean isSidecar = "Always".equals(container.getRestartPolicy());
			ContainerRunner runner = this.containers.addInit(container, laidOut.get(),
					isSidecar ? RestartPolicy.ALWAYS : policy.forInit());
			if (isSidecar) {
				this.containers.start(runner);
			}
			else {
				runner.run();
				if (isStopping() || !runner.snapshot().hasSucceeded()) {
					return;
				}
			}
		}
		this.containers.addMain(laidOut.get(), policy);
		this.initialized = true;
		if (!isStopping()) {
			this.containers.startMain();
		}
		wakeUp();
	}

	private Optional<Map<String, Path>> layOut() {
		while (!isStopping()) {
			try {
				Map<String, Path> directories = this.volumes.layOut();
				this.waitingFor = null;
				return Optional.of(directories);
			}
			catch (VolumeNotReadyException ex) {
				this.waitingFor = ex.getMessage();
			}
			catch (RuntimeException ex) {
				this.waitingFor = ex.getMessage();
				logger.info("Pod {}/{}: volumes are not there yet: {}", this.pod.namespace(), this.pod.name(),
						ex.getMessage());
			}
			wakeUp();
			pause(RETRY);
		}
		return Optional.empty();
	}

	private void report() {
		while (!isStopping()) {
			try {
				if (this.refreshWanted || this.volumes.isRenewalDue()) {
					this.refreshWanted = false;
					this.volumes.refresh();
				}
				this.reporter.report(this.containers.initSnapshots(), this.containers.mainSnapshots(this.waitingFor),
						this.initialized);
				this.reported.countDown();
				this.wakeUps.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS);
				this.wakeUps.drainPermits();
			}
			catch (RestException ex) {
				logger.debug("Status of pod {} not written: {}", this.pod.name(), ex.getMessage());
				pause(RETRY);
			}
			catch (InterruptedException ex) {
				return;
			}
		}
	}

	/** Gives the pod as it was when it was bound. */
	public PodView pod() {
		return this.pod;
	}

	/** Lists the containers that were tried so far. */
	public List<ContainerSnapshot> containers() {
		return this.containers.tried();
	}

	/** Says whether all containers are ready and nobody asked for the end. */
	public boolean isReady() {
		return !isStopping() && this.initialized && this.containers.areReady();
	}

	/** Lists the containers' ports, to find where a Service leads. */
	public List<LocalPorts> ports() {
		return this.containers.ports();
	}

	/** Brings mounted configuration up to date soon. */
	public void refresh() {
		this.refreshWanted = true;
		wakeUp();
	}

	/**
	 * Waits for the first report, which replaces what an earlier node said.
	 * @param patience how long at most
	 */
	public void awaitReport(Duration patience) {
		try {
			this.reported.await(patience.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Ends the pod because its deletion was asked for, and confirms that; returns at
	 * once.
	 * @param graceSeconds how long its processes may take
	 */
	public void terminate(long graceSeconds) {
		if (!isStopping()) {
			this.stopping.countDown();
			this.changed.run();
			Thread.ofVirtual().name("stop-" + this.pod.name()).start(() -> {
				this.containers.stop(Duration.ofSeconds(graceSeconds));
				confirmDeletion();
				this.directory.delete();
			});
		}
	}

	/**
	 * Ends the pod's processes because the node ends; the pod stays for the next start.
	 * @param grace how long they may take
	 */
	public void shutDown(Duration grace) {
		this.stopping.countDown();
		this.containers.stop(grace);
	}

	private void confirmDeletion() {
		while (true) {
			try {
				if (this.reporter.confirmDeletion()) {
					return;
				}
			}
			catch (RestException ex) {
				logger.debug("Deletion of pod {} not confirmed yet: {}", this.pod.name(), ex.getMessage());
			}
			LockSupport.parkNanos(RETRY.toNanos());
		}
	}

	private boolean isStopping() {
		return this.stopping.getCount() == 0;
	}

	private void pause(Duration duration) {
		try {
			this.stopping.await(duration.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void wakeUp() {
		this.wakeUps.release();
		this.changed.run();
	}

}
