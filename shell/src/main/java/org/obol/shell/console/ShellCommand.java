package org.obol.shell.console;

import java.util.ArrayList;
import java.util.List;
import org.obol.shell.grammar.CommandSpec;
import org.obol.shell.grammar.HelpText;
import org.springframework.shell.core.command.Command;
import org.springframework.shell.core.command.CommandArgument;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/**
 * A command as Spring Shell knows it. Its words come raw, so that our own strict reading
 * applies.
 */
final class ShellCommand implements Command {

	private final CommandSpec spec;

	private final CommandRunner runner;

	private final Questions questions;

	ShellCommand(CommandSpec spec, CommandRunner runner, Questions questions) {
		this.spec = spec;
		this.runner = runner;
		this.questions = questions;
	}

	@Override
	public String getName() {
		return this.spec.name();
	}

	@Override
	public String getDescription() {
		return this.spec.description();
	}

	@Override
	public String getGroup() {
		return this.spec.group();
	}

	@Override
	public String getHelp() {
		return HelpText.of(this.spec);
	}

	@Override
	public List<String> getAliases() {
		return this.spec.aliases();
	}

	@Override
	public ExitStatus execute(CommandContext context) {
		List<String> words = new ArrayList<>(List.of(this.spec.name().split(" ")));
		context.parsedInput().arguments().stream().map(CommandArgument::value).forEach(words::add);
		var out = context.outputWriter();
		this.runner.run(words, new CommandRunner.Streams(out, out, this.questions));
		// A failure has been told already; Spring Shell would tell it once more.
		return ExitStatus.OK;
	}

}
