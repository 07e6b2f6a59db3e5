package org.obol.shell.console;

import com.google.gson.JsonPrimitive;
import java.util.List;
import org.obol.shell.grammar.ArgumentSpec;
import org.obol.shell.grammar.CommandSpec;
import org.obol.shell.output.Reply;

/** Help and version. */
final class HelpCommands implements CommandSource {

	private static final String GROUP = "Console";

	private final java.util.function.Function<List<String>, String> help;

	HelpCommands(java.util.function.Function<List<String>, String> help) {
		this.help = help;
	}

	@Override
	public List<CommandSpec> commands() {
		return List.of(
				CommandSpec.of(GROUP, "help", "List the commands, or explain one")
					.takes("command", ArgumentSpec.Kind.COMMAND, "its first word")
					.takes("subcommand", ArgumentSpec.Kind.TEXT, "its second word")
					.does((invocation) -> text(this.help.apply(List
						.of(invocation.argument("command").orElse(""), invocation.argument("subcommand").orElse(""))
						.stream()
						.filter((word) -> !word.isEmpty())
						.toList()))),
				CommandSpec.of(GROUP, "version", "Show which version this is").does((invocation) -> text(version())));
	}

	private static String version() {
		String version = HelpCommands.class.getPackage().getImplementationVersion();
		return "obol " + ((version != null) ? version : "development") + " on Java " + Runtime.version();
	}

	private static Reply text(String text) {
		return new Reply(text, new JsonPrimitive(text), text);
	}

}
