package org.obol.local.stack.demo;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.obol.local.stack.console.Progress;
import org.obol.local.stack.console.StackException;

/**
 * Types commands into the real console: each is a process of its own, as a person's would
 * be.
 */
public final class ShellConsole {

	private static final File NOTHING = new File("/dev/null");

	private final List<String> program;

	private final Map<String, String> environment;

	private final Progress progress;

	/**
	 * Uses one program.
	 * @param program the words that start the console, up to its arguments
	 * @param environment what the console's environment has in addition to ours
	 * @param progress shows each command and what it answered
	 */
	public ShellConsole(List<String> program, Map<String, String> environment, Progress progress) {
		this.program = List.copyOf(program);
		this.environment = Map.copyOf(environment);
		this.progress = progress;
	}

	/**
	 * Runs a command, showing it and what it prints.
	 * @param arguments what a person would type after {@code obol}
	 * @return what it printed on standard output
	 * @throws StackException if its exit status is not 0
	 */
	public String run(String... arguments) {
		this.progress.print("");
		this.progress.print("$ obol " + typed(arguments));
		return outputOf(arguments);
	}

	private String outputOf(String[] arguments) {
		List<String> words = new ArrayList<>(this.program);
		words.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(words).redirectInput(ProcessBuilder.Redirect.from(NOTHING))
			.redirectError(ProcessBuilder.Redirect.INHERIT);
		builder.environment().putAll(this.environment);
		try {
			Process process = builder.start();
			StringBuilder output = new StringBuilder();
			try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
				lines.lines().forEach((line) -> {
					output.append(line).append('\n');
					this.progress.print(line);
				});
			}
			int status = process.waitFor();
			if (status != 0) {
				throw new StackException("obol " + typed(arguments) + " failed with exit status " + status + ".");
			}
			return output.toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new StackException("interrupted while the console ran", ex);
		}
	}

	static String typed(String... arguments) {
		List<String> words = new ArrayList<>();
		for (String argument : arguments) {
			boolean plain = argument.matches("[\\w./:@,=+-]+");
			words.add(plain ? argument : "\"" + argument.replace("\"", "\\\"") + "\"");
		}
		return String.join(" ", words);
	}

}
