package org.obol.shell.console;

import java.util.List;
import org.obol.shell.grammar.Grammar;
import org.obol.shell.grammar.UsageException;
import org.obol.shell.grammar.Words;
import org.springframework.shell.core.command.CommandArgument;
import org.springframework.shell.core.command.CommandParser;
import org.springframework.shell.core.command.ParsedInput;

/**
 * Finds the command of a typed line and hands its words on unread. Spring Shell 4.0.1's
 * own parser drops unknown options, wants values for flags and reads a missing argument
 * as an empty text.
 */
final class LineRouter implements CommandParser {

	private final Grammar grammar;

	LineRouter(Grammar grammar) {
		this.grammar = grammar;
	}

	@Override
	public ParsedInput parse(String input) {
		try {
			Grammar.Match match = this.grammar.match(withoutObol(Words.of(input)));
			return parsed(match.command().name().split(" "), match.words());
		}
		catch (UsageException ex) {
			// What the parser throws is shown with a prefix of Spring Shell's own.
			return parsed(new String[] { Complaint.NAME }, List.of(String.valueOf(ex.getMessage())));
		}
	}

	private static ParsedInput parsed(String[] name, List<String> words) {
		ParsedInput.Builder parsed = ParsedInput.builder();
		parsed.commandName(name[0]);
		for (int i = 1; i < name.length; i++) {
			parsed.addSubCommand(name[i]);
		}
		int index = 0;
		for (String word : words) {
			parsed.addArgument(new CommandArgument(index++, word));
		}
		return parsed.build();
	}

	/** People paste whole lines from the documentation. */
	private static List<String> withoutObol(List<String> words) {
		boolean pasted = words.size() > 1 && ("obol".equals(words.getFirst()) || "./obol".equals(words.getFirst()));
		return pasted ? words.subList(1, words.size()) : words;
	}

}
