package org.obol.shell.console;

import java.io.PrintWriter;
import java.util.List;
import org.obol.shell.grammar.Grammar;
import org.obol.shell.grammar.HelpText;
import org.obol.shell.grammar.Invocation;
import org.obol.shell.grammar.UsageException;
import org.obol.shell.output.Reply;
import org.springframework.shell.core.command.ExitStatus;

/**
 * Runs one line of words from reading it to the exit status. The one place where failures
 * are caught.
 */
public final class CommandRunner {

	private final Grammar grammar;

	private final boolean debug;

	CommandRunner(Grammar grammar, boolean debug) {
		this.grammar = grammar;
		this.debug = debug;
	}

	/**
	 * All commands.
	 * @return the grammar
	 */
	public Grammar grammar() {
		return this.grammar;
	}

	ExitStatus run(List<String> words, Streams streams) {
		Reply.Form form = Invocation.formOf(words);
		try {
			String answer = answer(words, form, streams);
			if (!answer.isEmpty()) {
				streams.out().println(answer);
			}
			return ExitStatus.OK;
		}
		catch (Exception failure) {
			streams.out().flush();
			streams.err().println("Error: " + Failures.line(failure));
			if (this.debug) {
				failure.printStackTrace(streams.err());
			}
			return new ExitStatus(Failures.status(failure), "failed");
		}
		finally {
			streams.out().flush();
			streams.err().flush();
		}
	}

	private String answer(List<String> words, Reply.Form form, Streams streams) throws Exception {
		if (wantsHelpOf(words)) {
			return helpOf(words.stream().filter((word) -> !word.startsWith("-")).toList());
		}
		Grammar.Match match = this.grammar.match(words);
		Invocation invocation = Invocation.of(match, new TerminalDialogue(form, streams));
		if (invocation.wantsHelp()) {
			return HelpText.of(match.command());
		}
		return match.command().action().run(invocation).render(form);
	}

	/** {@code obol agent --help} asks about several commands at once. */
	private boolean wantsHelpOf(List<String> words) {
		boolean help = words.contains("--help") || words.contains("-h");
		List<String> names = words.stream().filter((word) -> !word.startsWith("-")).toList();
		return help && (names.isEmpty() || (this.grammar.command(names.getFirst()).isEmpty() && names.size() == 1));
	}

	String helpOf(List<String> names) {
		String name = String.join(" ", names);
		var command = this.grammar.command(name);
		if (command.isPresent()) {
			return HelpText.of(command.get());
		}
		var below = this.grammar.below(name);
		if (below.isEmpty()) {
			this.grammar.match(names);
			throw new UsageException("Unknown command '" + name + "'");
		}
		return HelpText.of(below) + "\n\n'obol COMMAND --help' tells more about a command.";
	}

	/**
	 * Where a command reads and writes.
	 *
	 * @param out the answer
	 * @param err notes and failures
	 * @param questions how to ask, if anybody is there
	 */
	record Streams(PrintWriter out, PrintWriter err, Questions questions) {

	}

}
