package org.obol.shell.console;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs the one command that the process was started with. */
public final class OneShot {

	private final CommandRunner runner;

	OneShot(CommandRunner runner) {
		this.runner = runner;
	}

	/**
	 * Runs a command.
	 * @param words the command line
	 * @return the exit status: 0, 1 for a refusal, 2 for a wrong line
	 */
	public int run(String... words) {
		List<String> line = (words.length == 0) ? List.of("help") : List.of(words);
		PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
		PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
		return this.runner.run(line, new CommandRunner.Streams(out, err, ConsoleQuestions.ofThisProcess())).code();
	}

}
