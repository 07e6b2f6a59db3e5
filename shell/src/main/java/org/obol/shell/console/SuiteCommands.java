package org.obol.shell.console;

import java.util.List;
import org.obol.shell.grammar.CommandSpec;
import org.obol.shell.grammar.RefusedException;

/** The commands that another program runs: shown in the help, refused in here. */
public final class SuiteCommands implements CommandSource {

	private static final String GROUP = "Suite";

	@Override
	public List<CommandSpec> commands() {
		return List.of(elsewhere("up", "Start the whole suite on this machine"),
				elsewhere("demo", "Start it, sell an agent, buy an answer, show the money"),
				elsewhere("stack status", "Show what runs, where, and since when"),
				elsewhere("stack logs", "Show the log of a program of the suite"),
				elsewhere("stack down", "Stop the suite"));
	}

	private static CommandSpec elsewhere(String name, String description) {
		return CommandSpec.of(GROUP, name, description).does((invocation) -> {
			throw new RefusedException("`obol " + name
					+ "` runs outside this console: type it in your system's shell, as " + "./obol " + name);
		});
	}

}
