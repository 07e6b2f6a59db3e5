package org.obol.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

import io.kubernetes.client.openapi.ApiClient;
import org.jspecify.annotations.Nullable;
import org.obol.local.kubernetes.binaries.BinaryLocator;
import org.obol.local.kubernetes.controlplane.ControlPlane;
import org.obol.local.kubernetes.controlplane.ControlPlaneOptions;
import org.obol.local.kubernetes.node.VirtualNode;
import org.obol.local.kubernetes.node.VirtualNodeOptions;
import org.obol.local.kubernetes.process.ChildProcess;
import org.obol.local.stack.chain.DevChain;
import org.obol.local.stack.chain.DevKey;
import org.obol.local.stack.console.StackException;
import org.obol.local.stack.data.DataDirectory;
import org.obol.local.stack.data.RunningProcess;
import org.obol.local.stack.data.StackState;
import org.obol.local.stack.data.StateFile;
import org.obol.local.stack.database.LedgerDatabase;
import org.obol.local.stack.suite.LocalImages;

/**
 * The parts of a running suite, and the file that says so.
 */
final class StackParts implements AutoCloseable {

	private final DataDirectory data;

	private final StateFile stateFile;

	private final StackProcesses processes;

	private @Nullable FileChannel lock;

	private @Nullable StackState state;

	private @Nullable ControlPlane controlPlane;

	private @Nullable DevChain chain;

	private @Nullable LedgerDatabase database;

	private @Nullable VirtualNode node;

	private @Nullable StackState published;

	private boolean closing;

	StackParts(DataDirectory data) {
		this.data = data;
		this.stateFile = new StateFile(data);
		this.processes = new StackProcesses(data.stack().resolve("processes.tsv"));
	}

	/** Takes the data directory for this process and clears what a crashed one left. */
	synchronized void open(StartPlan plan) {
		takeLock();
		this.processes.begin(plan.ports());
		this.state = new StackState(ProcessHandle.current().pid(), Clock.systemUTC().instant(), false,
				this.data.kubeconfig().toString(), plan.gatewayUrl(), plan.adminUrl(), plan.storefrontUrl(),
				plan.rpcUrl(), plan.network(), List.of());
		publish();
	}

	private void takeLock() {
		try {
			Files.createDirectories(this.data.logs());
			this.lock = FileChannel.open(this.data.stack().resolve("lock"), StandardOpenOption.CREATE,
					StandardOpenOption.WRITE);
			FileLock taken = this.lock.tryLock();
			if (taken == null) {
				throw new StackException("Another obol is just starting on " + this.data.root() + ".");
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String startControlPlane(StartPlan plan) {
		ControlPlane started = ControlPlane
			.start(ControlPlaneOptions.persistent(this.data.stack().resolve("kubernetes"))
				.withPort(plan.ports().kubernetes)
				.withLocator(BinaryLocator.standard()));
		keep(() -> this.controlPlane = started, started);
		DataDirectory.writePrivate(this.data.kubeconfig(), read(started.kubeconfig()));
		return started.url();
	}

	String startChain(StartPlan plan) {
		if (!plan.startsChain()) {
			return plan.rpcUrl().toString();
		}
		Path anvil = StartPlan.anvil(System.getenv()).install();
		DevChain started = DevChain.start(anvil, plan.ports().chain, this.data.stack().resolve("chain"),
				freshLog("chain"));
		keep(() -> this.chain = started, started);
		this.processes.remember(started.process());
		if (plan.facilitator() == null) {
			started.fund(settlementKey(plan).address());
		}
		return started.url().toString();
	}

	String startDatabase(StartPlan plan) {
		LedgerDatabase started = LedgerDatabase.start(DataDirectory.cache(System.getenv()).resolve("postgres"),
				this.data.stack().resolve("postgres"), plan.ports().postgres, freshLog("database"));
		keep(() -> this.database = started, started);
		this.processes.remember(started.process());
		return "127.0.0.1:" + plan.ports().postgres;
	}

	DevKey settlementKey(StartPlan plan) {
		Path given = plan.options().settlementKeyFile;
		try {
			return (given != null) ? DevKey.of(Files.readString(given).strip())
					: DevKey.in(this.data.stack().resolve("settlement.key"));
		}
		catch (IOException | IllegalArgumentException ex) {
			throw new StackException(
					"--settlement-key-file " + given + " must hold one private key in hex: " + ex.getMessage(), ex);
		}
	}

	void startNode(StartPlan plan) {
		ControlPlane running = this.controlPlane;
		if (running == null) {
			throw new IllegalStateException("the control plane was not started");
		}
		VirtualNode started = VirtualNode
			.start(VirtualNodeOptions.of(running, LocalImages.of(plan.checkout().jarsByImage(),
					plan.checkout().hermes(), DataDirectory.cache(System.getenv()).resolve("hermes"))));
		keep(() -> this.node = started, started);
	}

	ChartInstaller prepareChart(StartPlan plan) {
		return ChartInstaller.start(plan.checkout().chart(), chartValues(), this.data.kubeconfig());
	}

	void writeChartValues(StartPlan plan) {
		LedgerDatabase ledger = this.database;
		if (ledger == null) {
			throw new IllegalStateException("the ledger's database was not started");
		}
		DataDirectory.writePrivate(chartValues(), StateFile.toJson(ChartValues.of(plan, ledger, settlementKey(plan))));
	}

	private Path chartValues() {
		return this.data.stack().resolve("values.json");
	}

	ApiClient client() {
		ControlPlane running = this.controlPlane;
		if (running == null) {
			throw new IllegalStateException("the control plane was not started");
		}
		return running.client();
	}

	private synchronized void keep(Runnable assign, AutoCloseable part) {
		assign.run();
		if (this.closing) {
			closePart(part);
			throw new StackException("stopped while starting");
		}
	}

	private Path freshLog(String name) {
		Path log = this.data.log(name);
		try {
			if (Files.exists(log)) {
				Files.move(log, log.resolveSibling(name + ".previous.log"), StandardCopyOption.REPLACE_EXISTING);
			}
			return log;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	synchronized StackState state() {
		if (this.state == null) {
			throw new IllegalStateException("the stack was not opened");
		}
		return this.state.withProcesses(processes());
	}

	synchronized void markReady() {
		this.state = state().asReady();
		publish();
	}

	/** Writes down what runs now, if that is not what was written last. */
	synchronized void publish() {
		StackState now = state();
		if (!this.closing && !now.equals(this.published)) {
			this.stateFile.write(now);
			this.published = now;
		}
	}

	private List<RunningProcess> processes() {
		List<RunningProcess> all = this.processes.with(
				(this.controlPlane != null) ? this.controlPlane.processes() : List.of(), started(),
				this.data.log("stack"));
		if (this.node != null) {
			all.addAll(PodProcesses.of(this.node.pods()));
		}
		return all;
	}

	private Instant started() {
		return (this.state != null) ? this.state.startedAt() : Instant.EPOCH;
	}

	/**
	 * Waits until one of the foundations ends that nobody starts again. The control plane
	 * starts its own programs again.
	 */
	ChildProcess awaitFirstEnd() {
		return this.processes.awaitFirstEnd();
	}

	/** Says what keeps the suite's own programs from serving. */
	String troubles() {
		return (this.node != null) ? PodProcesses.troubles(this.node.pods()) : "";
	}

	@Override
	public void close() {
		synchronized (this) {
			if (this.closing) {
				return;
			}
			this.closing = true;
		}
		closePart(this.node);
		closePart(this.database);
		closePart(this.chain);
		closePart(this.controlPlane);
		this.processes.forget();
		if (this.state != null) {
			this.stateFile.delete();
		}
		closePart(this.lock);
	}

	private static void closePart(@Nullable AutoCloseable part) {
		try {
			if (part != null) {
				part.close();
			}
		}
		catch (Exception ex) {
			System.err.println("obol: while stopping: " + ex.getMessage());
		}
	}

}
