package org.obol.shell.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.obol.shell.grammar.CommandSpec;
import org.obol.shell.grammar.GlobalOptions;
import org.obol.shell.grammar.Grammar;
import org.obol.shell.grammar.HelpText;
import org.obol.shell.grammar.Invocation;
import org.obol.shell.grammar.OptionSpec;
import org.obol.shell.grammar.SilentDialogue;
import org.obol.shell.grammar.Words;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps {@code docs/console.md} equal to the commands there are. Run with
 * {@code -Dobol.docs=write} to write it anew.
 */
class ConsoleReferenceTests {

	private static final String HEAD = """
			# The console

			`./obol` alone opens the interactive console; `./obol COMMAND` runs one command and ends. In the console, TAB
			completes commands, options and the names of agents, offers and wallets, and the history is kept.

			- **Output**: text for people; `-o json` (or `--json`) for programs; `-q` for the essence alone. Answers go to
			  standard output, notes and errors to standard error.
			- **Questions** are asked only on a terminal, and never with `-o json` or `-q`.
			- **Exit status**: 0 done, 1 refused or not possible now, 2 typed wrongly. A failure is one line.
			- **Where things are**: options first, then environment variables (`OBOL_HOME`, `KUBECONFIG`, `OBOL_GATEWAY`,
			  `OBOL_RPC_URL`), then what the local stack says about itself in `stack.json`.
			- **Passwords** of wallets come from `--password-file`, `OBOL_WALLET_PASSWORD` or a question, never from an
			  argument. A wallet made without one gets a random password in a file beside it, readable only by its owner.
			- `OBOL_DEBUG=true` adds the stack trace to a failure.

			This page is written from the commands themselves; `ConsoleReferenceTests` fails when it is out of date
			(`-Dobol.docs=write` writes it).
			""";

	private final Grammar grammar = new TestConsole(Map.of("OBOL_HOME", "/nonexistent")).grammar();

	private String render() {
		StringBuilder page = new StringBuilder(HEAD);
		page.append("\n## Options of every command\n\n").append(table(GlobalOptions.ALL));
		Map<String, List<CommandSpec>> groups = this.grammar.commands()
			.stream()
			.collect(Collectors.groupingBy(CommandSpec::group, LinkedHashMap::new, Collectors.toList()));
		groups.forEach((group, commands) -> {
			page.append("\n## ").append(group).append('\n');
			commands.forEach((command) -> page.append(section(command)));
		});
		return page.toString();
	}

	private static String section(CommandSpec command) {
		StringBuilder text = new StringBuilder(
				"\n### obol " + command.name() + "\n\n" + command.description() + ".\n\n");
		text.append("```\n").append(HelpText.usage(command)).append("\n```\n");
		if (!command.aliases().isEmpty()) {
			text.append("\nAlso: `obol ").append(String.join("`, `obol ", command.aliases())).append("`\n");
		}
		if (!command.arguments().isEmpty()) {
			text.append('\n');
			command.arguments()
				.forEach((argument) -> text.append("- `")
					.append(argument.name().toUpperCase(Locale.ROOT))
					.append("`: ")
					.append(argument.description())
					.append('\n'));
		}
		if (!command.options().isEmpty()) {
			text.append('\n').append(table(command.options()));
		}
		if (!command.examples().isEmpty()) {
			text.append("\n```sh\n").append(String.join("\n", command.examples())).append("\n```\n");
		}
		return text.toString();
	}

	private static String table(List<OptionSpec> options) {
		StringBuilder table = new StringBuilder("| option | meaning |\n|---|---|\n");
		options.forEach((option) -> table.append("| `")
			.append(HelpText.usage(option).replace("|", "\\|"))
			.append("` | ")
			.append(HelpText.describe(option).replace("|", "\\|"))
			.append(" |\n"));
		return table.toString();
	}

	@Test
	void theReferenceSaysWhatTheCommandsAre() throws IOException {
		Path page = Path.of(System.getProperty("obol.root", "..")).resolve("docs/console.md");
		if ("write".equals(System.getProperty("obol.docs"))) {
			Files.writeString(page, render());
		}
		assertThat(page).content().isEqualTo(render());
	}

	@Test
	void everyExampleIsALineTheGrammarReads() {
		for (CommandSpec command : this.grammar.commands()) {
			for (String example : command.examples()) {
				List<String> words = Words.of(example.replaceFirst(" < .*", ""));
				Grammar.Match match = this.grammar.match(words.subList(1, words.size()));
				assertThat(match.command().name()).isEqualTo(command.name());
				Invocation.of(match, new SilentDialogue());
			}
		}
	}

	@Test
	void everyCommandOfTheFixedGrammarIsThere() {
		assertThat(this.grammar.commands().stream().flatMap((command) -> command.names().stream())).contains(
				"agent new", "agent onboard", "agent update", "agent list", "agent delete", "sell agent",
				"sell inference", "sell http", "sell demo", "sell list", "sell status", "sell stop", "sell update",
				"sell delete", "buy inference", "wallet list");
	}

	@Test
	void noOptionIsSpelledTwiceInACommand() {
		for (CommandSpec command : this.grammar.commands()) {
			List<String> spellings = command.allOptions()
				.stream()
				.flatMap((option) -> option.spellings().stream())
				.toList();
			assertThat(spellings).as(command.name()).doesNotHaveDuplicates();
		}
	}

}
