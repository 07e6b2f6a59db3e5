package org.obol.shell.console;

import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.function.Supplier;
import org.obol.shell.grammar.ArgumentSpec;
import org.obol.shell.grammar.CommandSpec;
import org.obol.shell.grammar.Grammar;
import org.obol.shell.grammar.UsageException;
import org.obol.shell.output.Reply;

/** {@code obol completion}: teaches the system's shell the commands. */
final class CompletionCommands implements CommandSource {

	private final Supplier<Grammar> grammar;

	CompletionCommands(Supplier<Grammar> grammar) {
		this.grammar = grammar;
	}

	@Override
	public List<CommandSpec> commands() {
		return List
			.of(CommandSpec.of("Console", "completion", "Print a script that completes the commands in your shell")
				.needs("shell", ArgumentSpec.Kind.TEXT, "bash, zsh or fish")
				.example("obol completion bash")
				.does((invocation) -> text(script(invocation.argument("shell").orElse("")))));
	}

	private String script(String shell) {
		CompletionScripts scripts = new CompletionScripts(this.grammar.get());
		return switch (shell) {
			case "bash" -> scripts.bash();
			case "zsh" -> scripts.zsh();
			case "fish" -> scripts.fish();
			default ->
				throw new UsageException("'" + shell + "' is not a shell that is known; write bash, zsh or fish");
		};
	}

	private static Reply text(String script) {
		return new Reply(script, new JsonPrimitive(script), script);
	}

}
