package org.obol.local.kubernetes.pod;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.kubernetes.client.openapi.models.V1Container;
import org.jspecify.annotations.Nullable;
import org.obol.local.kubernetes.container.ContainerCommands;
import org.obol.local.kubernetes.container.NotStartableException;
import org.obol.local.kubernetes.pod.ContainerState.Running;
import org.obol.local.kubernetes.pod.ContainerState.Terminated;
import org.obol.local.kubernetes.pod.ContainerState.Waiting;
import org.obol.local.kubernetes.probe.ContainerProbes;
import org.obol.local.kubernetes.probe.ProbeAttempt;
import org.obol.local.kubernetes.process.ChildProcess;

/**
 * Runs one container: starts its process, probes it, starts it again with back-off, until
 * it is done or stopped.
 */
final class ContainerRunner implements Runnable {

	private static final Duration RETRY = Duration.ofSeconds(2);

	private final ContainerLaunches launches;

	private final V1Container container;

	private final RestartPolicy policy;

	private final NodeContext context;

	private final Runnable changed;

	private final CountDownLatch stopRequested = new CountDownLatch(1);

	private final BackOff backOff = new BackOff();

	private volatile ContainerSnapshot snapshot;

	private volatile @Nullable ChildProcess child;

	private volatile @Nullable ProbeAttempt attempt;

	private volatile @Nullable String killedBecause;

	ContainerRunner(ContainerLaunches launches, RestartPolicy policy, int restarts, NodeContext context,
			Runnable changed) {
		this.launches = launches;
		this.container = launches.container();
		this.policy = policy;
		this.context = context;
		this.changed = changed;
		this.snapshot = new ContainerSnapshot(this.container.getName(), launches.image(),
				new Waiting("ContainerCreating", ""), null, restarts, false, false, java.util.Map.of(), launches.log());
	}

	ContainerSnapshot snapshot() {
		return this.snapshot;
	}

	@Override
	public void run() {
		while (!isStopping()) {
			Optional<ContainerLaunches.Launch> launch = prepare();
			if (launch.isEmpty()) {
				pause(RETRY);
				continue;
			}
			Terminated ended = runOnce(launch.get());
			if (isStopping() || !this.policy.restartsAfter(ended.exitCode())) {
				become(this.snapshot.with(ended));
				return;
			}
			Duration wait = this.backOff.after(Duration.between(ended.startedAt(), ended.finishedAt()));
			become(this.snapshot.waitingAfter(ended, new Waiting("CrashLoopBackOff", why(wait, ended))));
			pause(wait);
		}
	}

	private String why(Duration wait, Terminated ended) {
		return "back-off " + wait.toSeconds() + "s restarting container " + this.container.getName()
				+ ": it ended with status " + ended.exitCode()
				+ (ended.message().isEmpty() ? "" : " (" + ended.message() + ")");
	}

	private Optional<ContainerLaunches.Launch> prepare() {
		try {
			return Optional.of(this.launches.prepare());
		}
		catch (NotStartableException ex) {
			waitBecause(ex.reason(), String.valueOf(ex.getMessage()));
		}
		catch (RuntimeException ex) {
			waitBecause("CreateContainerError", String.valueOf(ex.getMessage()));
		}
		return Optional.empty();
	}

	private void waitBecause(String reason, String message) {
		Waiting waiting = new Waiting(reason, message);
		if (!waiting.equals(this.snapshot.state())) {
			become(this.snapshot.with(waiting));
		}
	}

	private Terminated runOnce(ContainerLaunches.Launch launch) {
		Instant startedAt = this.context.clock().instant();
		keepPreviousLog();
		ChildProcess process;
		try {
			process = ChildProcess.start(launch.command());
		}
		catch (UncheckedIOException ex) {
			return Terminated.of(128, String.valueOf(ex.getMessage()), startedAt, this.context.clock().instant());
		}
		this.context.register().add(process);
		this.killedBecause = null;
		this.child = process;
		become(this.snapshot.running(new Running(startedAt, process.pid()), launch.ports().all()));
		int exitCode = watch(process, launch);
		this.child = null;
		this.context.register().remove(process);
		String why = this.killedBecause;
		return Terminated.of(exitCode, (why != null) ? why : "", startedAt, this.context.clock().instant());
	}

	private int watch(ChildProcess process, ContainerLaunches.Launch launch) {
		ProbeAttempt asks = new ProbeAttempt(launch.ports(),
				(words) -> ContainerCommands.beside(launch.command(), words, launch.rewriter()));
		this.attempt = asks;
		ContainerProbes probes = new ContainerProbes(this.container, asks, System.nanoTime());
		note(probes);
		if (isStopping()) {
			process.stop(Duration.ZERO);
		}
		while (!hasEnded(process, probes.untilNext(System.nanoTime()))) {
			Optional<String> kill = probes.ask(System.nanoTime());
			note(probes);
			if (kill.isPresent() && !isStopping()) {
				this.killedBecause = kill.get();
				process.stop(this.launches.grace());
			}
		}
		return process.onExit().join();
	}

	private void note(ContainerProbes probes) {
		if (this.snapshot.started() != probes.isStarted() || this.snapshot.ready() != probes.isReady()) {
			become(this.snapshot.probed(probes.isStarted(), probes.isReady()));
		}
	}

	private static boolean hasEnded(ChildProcess process, Duration within) {
		try {
			process.onExit().get(within.toMillis() + 1, TimeUnit.MILLISECONDS);
			return true;
		}
		catch (TimeoutException ex) {
			return false;
		}
		catch (ExecutionException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void keepPreviousLog() {
		Path log = this.launches.log();
		try {
			if (Files.exists(log)) {
				Files.move(log, this.launches.previousLog(), StandardCopyOption.REPLACE_EXISTING);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Ends the container for good.
	 * @param grace how long its process may take
	 */
	void stop(Duration grace) {
		this.stopRequested.countDown();
		ChildProcess process = this.child;
		ProbeAttempt asks = this.attempt;
		if (process != null && asks != null) {
			process.stop(PreStop.run(this.container, asks, grace));
		}
	}

	private boolean isStopping() {
		return this.stopRequested.getCount() == 0;
	}

	private void pause(Duration duration) {
		try {
			this.stopRequested.await(duration.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			this.stopRequested.countDown();
		}
	}

	private void become(ContainerSnapshot next) {
		this.snapshot = next;
		this.changed.run();
	}

}
