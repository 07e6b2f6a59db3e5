package org.obol.local.kubernetes.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program that runs as a child of this JVM, writes to a log file, and dies when the JVM
 * does.
 *
 * <p>
 * Two things see to the last part. Where {@code setpriv} and {@code setsid} exist (any
 * Linux with util-linux) the kernel kills the child when the thread that started it ends,
 * which is why all children are started by one thread that lives as long as the JVM.
 * Elsewhere {@link ProcessRegister} reaps what a crashed parent left, at the next start.
 */
public final class ChildProcess implements AutoCloseable {

	private static final ExecutorService SPAWNER = Executors
		.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("process-spawner").factory());

	private static final List<String> GUARD = guard();

	private final ProcessCommand command;

	private final Process process;

	private final Instant startedAt;

	private ChildProcess(ProcessCommand command, Process process) {
		this.command = command;
		this.process = process;
		this.startedAt = process.info().startInstant().orElse(Instant.EPOCH);
	}

	/**
	 * Starts a program; its output goes to the end of the command's log file.
	 * @param command what to start
	 * @return the running process
	 * @throws UncheckedIOException if the program can't be started
	 */
	public static ChildProcess start(ProcessCommand command) {
		try {
			Files.createDirectories(command.directory());
			Files.createDirectories(command.log().toAbsolutePath().getParent());
			return new ChildProcess(command, SPAWNER.submit(() -> builder(command).start()).get());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted while starting " + command.name(), ex);
		}
		catch (ExecutionException ex) {
			throw new UncheckedIOException(
					new IOException("cannot start " + command.name() + ": " + ex.getMessage(), ex));
		}
	}

	private static ProcessBuilder builder(ProcessCommand command) {
		List<String> words = new java.util.ArrayList<>(GUARD);
		words.addAll(command.command());
		ProcessBuilder builder = new ProcessBuilder(words).directory(command.directory().toFile())
			.redirectErrorStream(true)
			.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
			.redirectOutput(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
		builder.environment().clear();
		builder.environment().putAll(command.environment());
		return builder;
	}

	/**
	 * What to put in front of a command so that the kernel ties it to this JVM: a death
	 * signal, and a session of its own, so that Ctrl-C in the terminal reaches only us
	 * and we stop the children in order.
	 */
	private static List<String> guard() {
		Path setpriv = Path.of("/usr/bin/setpriv");
		Path setsid = Path.of("/usr/bin/setsid");
		if (Files.isExecutable(setpriv) && Files.isExecutable(setsid)) {
			return List.of(setpriv.toString(), "--pdeathsig", "KILL", setsid.toString());
		}
		return List.of();
	}

	/** Says how this process is called in status and messages. */
	public String name() {
		return this.command.name();
	}

	/** Says where its output goes. */
	public Path log() {
		return this.command.log();
	}

	/** Says its process id. */
	public long pid() {
		return this.process.pid();
	}

	/** Says when it started. */
	public Instant startedAt() {
		return this.startedAt;
	}

	/** Says whether it still runs. */
	public boolean isAlive() {
		return this.process.isAlive();
	}

	/** Completes with the exit status when the process ends. */
	public CompletableFuture<Integer> onExit() {
		return this.process.onExit().thenApply(Process::exitValue);
	}

	/**
	 * Asks the process to end, and kills it and its descendants if it has not after the
	 * grace period.
	 * @param grace how long to wait before killing
	 */
	public void stop(Duration grace) {
		List<ProcessHandle> descendants = this.process.descendants().toList();
		this.process.destroy();
		try {
			this.process.onExit().get(grace.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException | ExecutionException ex) {
			kill();
		}
		catch (InterruptedException ex) {
			kill();
			Thread.currentThread().interrupt();
		}
		descendants.forEach(ProcessHandle::destroyForcibly);
		new Session(pid()).members().forEach(ProcessHandle::destroyForcibly);
	}

	private void kill() {
		this.process.descendants().forEach(ProcessHandle::destroyForcibly);
		this.process.destroyForcibly();
		this.process.onExit().join();
	}

	@Override
	public void close() {
		stop(Duration.ofSeconds(10));
	}

}
