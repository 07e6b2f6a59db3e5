package org.obol.kube.controller;

import io.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.kubernetes.client.extended.leaderelection.LeaderElector;
import io.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.kubernetes.client.openapi.ApiClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.obol.kube.ObjectKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets only one replica work. A lost lease can't be taken back by a running process: what
 * it had under way may already be somebody else's, so the process has to end.
 */
public final class LeaderElection implements AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(LeaderElection.class);

	private static final Duration LEASE = Duration.ofSeconds(15);

	private static final Duration RENEW = Duration.ofSeconds(10);

	private static final Duration RETRY = Duration.ofSeconds(2);

	private final LeaderElector elector;

	private final AtomicBoolean leading = new AtomicBoolean();

	private final AtomicBoolean closing = new AtomicBoolean();

	private final Thread thread;

	/**
	 * Stands for election.
	 * @param client server and credentials
	 * @param lease the Lease that the replicas share
	 * @param identity this replica, usually its pod's name
	 * @param onElected starts the work; called once
	 * @param onLost ends the process; called at most once, never on {@link #close()}
	 */
	public LeaderElection(ApiClient client, ObjectKey lease, String identity, Runnable onElected, Runnable onLost) {
		LeaseLock lock = new LeaseLock(lease.namespace(), lease.name(), identity, client);
		this.elector = new LeaderElector(new LeaderElectionConfig(lock, LEASE, RENEW, RETRY));
		this.thread = Thread.ofPlatform().daemon().name("leader-election").unstarted(() -> {
			this.elector.run(() -> elected(lease, onElected), () -> lost(lease, onLost));
		});
	}

	/** Starts to stand; returns at once. */
	public void start() {
		this.thread.start();
	}

	/**
	 * Tells whether this replica works.
	 * @return true from the election to the loss
	 */
	public boolean isLeading() {
		return this.leading.get();
	}

	@Override
	public void close() {
		this.closing.set(true);
		this.elector.close();
		this.thread.interrupt();
	}

	private void elected(ObjectKey lease, Runnable onElected) {
		this.leading.set(true);
		log.info("Holds the lease {}", lease);
		onElected.run();
	}

	private void lost(ObjectKey lease, Runnable onLost) {
		if (this.leading.getAndSet(false) && !this.closing.get()) {
			log.error("Lost the lease {}", lease);
			onLost.run();
		}
	}

}
