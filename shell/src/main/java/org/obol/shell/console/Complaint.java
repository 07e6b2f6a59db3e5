package org.obol.shell.console;

import org.springframework.shell.core.command.Command;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/**
 * Says what is wrong with a line that is no command. Nobody can type its name; it is not
 * marked as hidden, because Spring Shell's registry does not find hidden commands.
 */
final class Complaint implements Command {

	static final String NAME = "(no command)";

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public ExitStatus execute(CommandContext context) {
		context.outputWriter().println("Error: " + context.parsedInput().arguments().getFirst().value());
		context.outputWriter().flush();
		return ExitStatus.OK;
	}

}
