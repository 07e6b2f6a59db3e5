package org.obol.shell.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.obol.shell.grammar.ArgumentSpec;
import org.obol.shell.grammar.CommandSpec;
import org.obol.shell.grammar.Grammar;
import org.obol.shell.grammar.OptionSpec;

/**
 * What TAB proposes: command words, options, their values, and names of things that
 * exist.
 */
final class LineCompleter implements Completer {

	private final Grammar grammar;

	private final Completions names;

	LineCompleter(Grammar grammar, Completions names) {
		this.grammar = grammar;
		this.names = names;
	}

	@Override
	public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
		List<String> before = line.words().subList(0, line.wordIndex());
		propose(before, line.word()).forEach((word) -> candidates.add(new Candidate(word)));
	}

	List<String> propose(List<String> before, String current) {
		Optional<CommandSpec> command = commandOf(before);
		if (command.isEmpty()) {
			return nextWords(before);
		}
		List<String> proposals = new ArrayList<>(ofCommand(command.get(), before, current));
		proposals.addAll(nextWords(before));
		return proposals.stream().distinct().toList();
	}

	private Optional<CommandSpec> commandOf(List<String> words) {
		for (int length = Math.min(words.size(), 3); length > 0; length--) {
			Optional<CommandSpec> command = this.grammar.command(String.join(" ", words.subList(0, length)));
			if (command.isPresent()) {
				return command;
			}
		}
		return Optional.empty();
	}

	private List<String> nextWords(List<String> before) {
		String prefix = String.join(" ", before);
		return this.grammar.commands()
			.stream()
			.flatMap((command) -> command.names().stream())
			.filter((name) -> prefix.isEmpty() || name.startsWith(prefix + " "))
			.map((name) -> prefix.isEmpty() ? name : name.substring(prefix.length() + 1))
			.map((rest) -> rest.split(" ")[0])
			.distinct()
			.toList();
	}

	private List<String> ofCommand(CommandSpec command, List<String> before, String current) {
		Optional<OptionSpec> open = before.isEmpty() ? Optional.empty() : command.option(before.getLast());
		if (open.isPresent() && !open.get().isFlag()) {
			return open.get().choices();
		}
		if (current.startsWith("-")) {
			return command.allOptions().stream().map((option) -> option.spellings().getFirst()).toList();
		}
		int given = positional(command, before);
		if (given >= command.arguments().size()) {
			return List.of();
		}
		ArgumentSpec argument = command.arguments().get(given);
		return switch (argument.kind()) {
			case TEXT -> List.of();
			case COMMAND -> nextWords(List.of());
			case AGENT, OFFER, WALLET -> this.names.names(argument.kind());
		};
	}

	private static int positional(CommandSpec command, List<String> before) {
		int count = -command.name().split(" ").length;
		for (int i = 0; i < before.size(); i++) {
			Optional<OptionSpec> option = command.option(before.get(i));
			if (option.isPresent()) {
				i += option.get().isFlag() ? 0 : 1;
			}
			else {
				count++;
			}
		}
		return Math.max(0, count);
	}

}
