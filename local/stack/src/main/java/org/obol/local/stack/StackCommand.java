package org.obol.local.stack;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.obol.local.stack.console.StackException;
import org.obol.local.stack.data.DataDirectory;
import org.obol.local.stack.data.StackState;
import org.obol.local.stack.data.StateFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Shows and stops what {@code obol up} started.
 */
@Command(name = "stack", mixinStandardHelpOptions = true, description = "Show, read or stop the running suite.")
final class StackCommand implements Runnable {

	private static final Duration DOWN = Duration.ofSeconds(60);

	enum Output {

		TABLE, JSON

	}

	@Spec
	@SuppressWarnings("NullAway.Init") // picocli fills it in
	private CommandSpec spec;

	@Override
	public void run() {
		throw new ParameterException(this.spec.commandLine(), "say what to do: status, logs or down");
	}

	@Command(name = "status", mixinStandardHelpOptions = true,
			description = "Say what runs, where, since when and with how much memory. Exit status 1 when nothing does.")
	int status(@Option(names = "--data-dir", paramLabel = "DIR") @Nullable Path dataDir,
			@Option(names = { "-o", "--output" }, paramLabel = "FORMAT", defaultValue = "table",
					description = "table or json (default: ${DEFAULT-VALUE}).") Output output) {
		DataDirectory data = DataDirectory.choose(dataDir, System.getenv());
		Optional<StackState> running = new StateFile(data).running();
		StatusReport report = new StatusReport(data, running.orElse(null), ResidentMemory.ofAll(running));
		PrintWriter out = this.spec.commandLine().getOut();
		out.print((output == Output.JSON) ? report.json() : report.table());
		out.flush();
		return running.isPresent() ? 0 : 1;
	}

	@Command(name = "logs", mixinStandardHelpOptions = true, description = "Print the log of one program.")
	int logs(@Parameters(paramLabel = "NAME", description = "A name from obol stack status.") String name,
			@Option(names = { "-f", "--follow" }, description = "Go on printing until Ctrl-C.") boolean follow,
			@Option(names = "--tail", paramLabel = "LINES", defaultValue = "200",
					description = "How many of the last lines, 0 for all (default: ${DEFAULT-VALUE}).") int tail,
			@Option(names = "--data-dir", paramLabel = "DIR") @Nullable Path dataDir) {
		if (tail < 0) {
			throw new StackException("--tail " + tail + " must be a number of lines, or 0 for all.");
		}
		LogFile log = LogFile.of(name, DataDirectory.choose(dataDir, System.getenv()));
		log.print(this.spec.commandLine().getOut(), tail);
		if (follow) {
			log.follow(this.spec.commandLine().getOut());
		}
		return 0;
	}

	@Command(name = "down", mixinStandardHelpOptions = true, description = "Stop the suite; what it knows stays.")
	int down(@Option(names = "--data-dir", paramLabel = "DIR") @Nullable Path dataDir) {
		DataDirectory data = DataDirectory.choose(dataDir, System.getenv());
		Optional<StackState> running = new StateFile(data).running();
		PrintWriter out = this.spec.commandLine().getOut();
		if (running.isEmpty()) {
			out.println("Nothing runs on " + data.root() + ".");
			return 0;
		}
		stop(running.get().pid());
		out.println("Stopped. What it knew stays in " + data.root() + ".");
		return 0;
	}

	static void stop(long pid) {
		ProcessHandle process = ProcessHandle.of(pid).orElse(null);
		if (process == null) {
			return;
		}
		process.destroy();
		try {
			process.onExit().get(DOWN.toSeconds(), TimeUnit.SECONDS);
		}
		catch (TimeoutException ex) {
			process.destroyForcibly();
			throw new StackException("The stack (process " + pid + ") did not stop within " + DOWN.toSeconds()
					+ " s and was killed; its children end with it.", ex);
		}
		catch (InterruptedException | java.util.concurrent.ExecutionException ex) {
			throw new StackException("interrupted while the stack stopped", ex);
		}
	}

}
