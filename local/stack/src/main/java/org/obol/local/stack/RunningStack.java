package org.obol.local.stack;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import org.obol.local.kubernetes.binaries.BinaryLocator;
import org.obol.local.kubernetes.process.ChildProcess;
import org.obol.local.stack.console.Progress;
import org.obol.local.stack.console.StackException;
import org.obol.local.stack.data.StackState;
import org.obol.local.stack.suite.Deployments;

/**
 * The suite while it runs. Closing it, Ctrl-C and any part that ends by itself stop
 * everything, in the reverse order of dependence.
 */
final class RunningStack implements AutoCloseable {

	private final StartPlan plan;

	private final Progress progress;

	private final StackParts parts;

	private final CountDownLatch stopped = new CountDownLatch(1);

	private final Thread hook = new Thread(this::stopOnSignal, "stack-stop");

	private volatile boolean signalled;

	private RunningStack(StartPlan plan, Progress progress) {
		this.plan = plan;
		this.progress = progress;
		this.parts = new StackParts(plan.data());
	}

	/**
	 * Starts everything and returns when the programs are available.
	 * @param plan what to start
	 * @param progress hears what happens
	 * @return the running suite
	 * @throws StackException if a part does not come up; then nothing is left running
	 */
	static RunningStack start(StartPlan plan, Progress progress) {
		System.setProperty("obol.stack.log", plan.data().log("stack").toString());
		RunningStack stack = new RunningStack(plan, progress);
		Runtime.getRuntime().addShutdownHook(stack.hook);
		try {
			stack.startAll();
			return stack;
		}
		catch (RuntimeException ex) {
			stack.leaveToSignal();
			stack.close();
			throw ex;
		}
	}

	private void startAll() {
		this.parts.open(this.plan);
		Thread.ofVirtual().name("stack-state").start(this::keepStateCurrent);
		// The only step that may take minutes, and the only one that can be impossible:
		// first.
		BinaryLocator.standard().locate(this.progress::step);
		try (ChartInstaller installer = this.parts.prepareChart(this.plan)) {
			startFoundations();
			this.parts.startNode(this.plan);
			this.parts.writeChartValues(this.plan);
			installer.install();
		}
		this.progress.step("chart installed, starting the programs");
		awaitPrograms();
		this.parts.markReady();
		this.progress.step("everything is ready");
	}

	private void awaitPrograms() {
		try {
			new Deployments(this.parts.client()).await(this.plan.startTimeout(),
					(program) -> this.progress.step(program + " is available"));
		}
		catch (StackException ex) {
			throw new StackException(ex.getMessage() + ". Now: " + this.parts.troubles(), ex);
		}
	}

	private void keepStateCurrent() {
		try {
			while (!this.stopped.await(1, TimeUnit.SECONDS)) {
				this.parts.publish();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void startFoundations() {
		// No virtual threads: two that wait for each other's classes take both
		// carriers of a small machine, and the third, which would let them go on,
		// never runs.
		try (ExecutorService tasks = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory())) {
			CompletableFuture<?> all = CompletableFuture.allOf(
					told(tasks, "Kubernetes", () -> this.parts.startControlPlane(this.plan)),
					told(tasks, "dev chain", () -> this.parts.startChain(this.plan)),
					told(tasks, "ledger database", () -> this.parts.startDatabase(this.plan)));
			all.join();
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof RuntimeException known) {
				throw known;
			}
			throw ex;
		}
	}

	private CompletableFuture<Void> told(ExecutorService tasks, String what, Supplier<String> start) {
		return CompletableFuture.supplyAsync(start, tasks)
			.thenAccept((where) -> this.progress.step(what + " is ready at " + where));
	}

	/** Says what runs and where. */
	StackState state() {
		return this.parts.state();
	}

	/**
	 * Waits until a part ends by itself. Ctrl-C and {@code stack down} end the process
	 * before that.
	 * @throws StackException naming the part that ended
	 */
	void holdUntilStopped() {
		ChildProcess ended = this.parts.awaitFirstEnd();
		leaveToSignal();
		throw new StackException(ended.name() + " ended unexpectedly, so everything was stopped: see " + ended.log());
	}

	/**
	 * Once a signal stops the parts, what fails because of that is not told: the JVM is
	 * about to exit.
	 */
	void leaveToSignal() {
		if (this.signalled) {
			LockSupport.parkNanos(Duration.ofMinutes(2).toNanos());
		}
	}

	private void stopOnSignal() {
		this.signalled = true;
		this.progress.print("");
		this.progress.step("stopping");
		this.parts.close();
		this.progress.step("stopped; what it knew stays in " + this.plan.data().root());
		this.stopped.countDown();
	}

	@Override
	public void close() {
		this.parts.close();
		this.stopped.countDown();
		try {
			Runtime.getRuntime().removeShutdownHook(this.hook);
		}
		catch (IllegalStateException ex) {
			// The JVM is on its way out, and the hook did the same work.
		}
	}

}
