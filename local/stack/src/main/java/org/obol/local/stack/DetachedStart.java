package org.obol.local.stack;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.obol.local.stack.console.StackException;
import org.obol.local.stack.data.DataDirectory;
import org.obol.local.stack.data.StackState;
import org.obol.local.stack.data.StateFile;

/**
 * Starts {@code obol up} as a process of its own session, prints what it prints until the
 * suite is ready, and then leaves it alone.
 */
final class DetachedStart {

	/** Tells the background that somebody else says the last words. */
	private static final String CHILD = "OBOL_DETACHED";

	private final DataDirectory data;

	DetachedStart(DataDirectory data) {
		this.data = data;
	}

	static boolean isOwnChild(Map<String, String> environment) {
		return environment.containsKey(CHILD);
	}

	/**
	 * Turns what was typed after {@code up} or {@code demo} into the background's words.
	 */
	static List<String> upArguments(List<String> typed) {
		List<String> words = new ArrayList<>(typed);
		words.removeIf((word) -> List.of("up", "demo", "--detach", "--keep").contains(word));
		words.addFirst("up");
		return words;
	}

	StackState start(List<String> arguments) {
		Path log = this.data.log("up");
		try {
			Files.createDirectories(log.getParent());
			Files.deleteIfExists(log);
			ProcessBuilder background = new ProcessBuilder(command(arguments)).redirectErrorStream(true)
				.redirectInput(new File("/dev/null"))
				.redirectOutput(log.toFile());
			background.environment().put(CHILD, "true");
			return awaitReady(background.start(), log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private StackState awaitReady(Process child, Path log) {
		Thread abandon = new Thread(child::destroy, "abandon-start");
		Runtime.getRuntime().addShutdownHook(abandon);
		PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
		new LogFile(log).followWhile(out, () -> child.isAlive() && ready(child).isEmpty());
		Runtime.getRuntime().removeShutdownHook(abandon);
		return ready(child)
			.orElseThrow(() -> new StackException("The suite did not start; everything it wrote is in " + log));
	}

	private Optional<StackState> ready(Process child) {
		return new StateFile(this.data).running().filter((state) -> state.ready() && state.pid() == child.pid());
	}

	// A session of its own: neither the terminal's Ctrl-C nor its end reaches the
	// background.
	private static List<String> command(List<String> arguments) {
		List<String> words = new ArrayList<>();
		if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
			words.add("/usr/bin/setsid");
		}
		words.addAll(OwnProgram.java());
		words.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
		words.addAll(OwnProgram.program());
		words.addAll(arguments);
		return words;
	}

}
