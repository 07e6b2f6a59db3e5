package org.obol.shell.grammar;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the words behind a command's name strictly: nothing unknown, nothing missing,
 * nothing twice.
 */
final class LineReader {

	private final CommandSpec command;

	private final Map<String, List<String>> options = new LinkedHashMap<>();

	private final List<String> positional = new ArrayList<>();

	private LineReader(CommandSpec command) {
		this.command = command;
	}

	static Line read(CommandSpec command, List<String> words) {
		LineReader reader = new LineReader(command);
		reader.walk(words);
		Line line = new Line(Map.copyOf(reader.options), reader.arguments());
		if (!line.has(GlobalOptions.HELP)) {
			reader.requireArguments(line);
		}
		return line;
	}

	private void walk(List<String> words) {
		boolean onlyArguments = false;
		for (int i = 0; i < words.size(); i++) {
			String word = words.get(i);
			if (onlyArguments || !word.startsWith("-") || "-".equals(word)) {
				this.positional.add(word);
			}
			else if ("--".equals(word)) {
				onlyArguments = true;
			}
			else {
				i += option(word, (i + 1 < words.size()) ? words.get(i + 1) : "", i + 1 < words.size());
			}
		}
	}

	/** Takes one option and says how many words beside its own it used up. */
	private int option(String word, String next, boolean hasNext) {
		int equals = word.startsWith("--") ? word.indexOf('=') : -1;
		String spelling = (equals > 0) ? word.substring(0, equals) : word;
		OptionSpec option = this.command.option(spelling).orElseThrow(() -> unknown(spelling));
		if (option.isFlag()) {
			put(option, spelling, (equals > 0) ? flagValue(spelling, word.substring(equals + 1)) : "true");
			return 0;
		}
		if (equals > 0) {
			put(option, spelling, word.substring(equals + 1));
			return 0;
		}
		if (!hasNext || (this.command.option(next).isPresent())) {
			throw new UsageException(spelling + " needs a value: " + spelling + " " + option.value() + " ("
					+ option.description() + ")");
		}
		put(option, spelling, next);
		return 1;
	}

	private UsageException unknown(String spelling) {
		List<String> known = this.command.allOptions()
			.stream()
			.flatMap((option) -> option.spellings().stream())
			.filter((text) -> text.startsWith("--"))
			.toList();
		return new UsageException("Unknown option " + spelling + " of 'obol " + this.command.name() + "'"
				+ Nearest.hint(spelling, known) + " ('obol " + this.command.name() + " --help' lists them)");
	}

	private static String flagValue(String spelling, String value) {
		if (!"true".equals(value) && !"false".equals(value)) {
			throw new UsageException(spelling + ": '" + value + "' is neither true nor false; write just " + spelling);
		}
		return value;
	}

	private void put(OptionSpec option, String spelling, String value) {
		if (!option.choices().isEmpty() && !option.choices().contains(value)) {
			throw new UsageException(spelling + ": '" + value + "' is not one of " + String.join(", ", option.choices())
					+ Nearest.hint(value, option.choices()));
		}
		List<String> values = this.options.computeIfAbsent(option.name(), (name) -> new ArrayList<>());
		if (!values.isEmpty() && !option.repeatable() && !option.isFlag()) {
			throw new UsageException(spelling + " is given twice: '" + values.getFirst() + "' and '" + value + "'");
		}
		values.add(value);
	}

	private Map<String, String> arguments() {
		List<ArgumentSpec> specs = this.command.arguments();
		if (this.positional.size() > specs.size()) {
			throw new UsageException("'" + this.positional.get(specs.size()) + "' is one argument too many for 'obol "
					+ this.command.name() + "'" + (specs.isEmpty() ? "" : "; put a text with blanks in quotes"));
		}
		Map<String, String> arguments = new LinkedHashMap<>();
		for (int i = 0; i < this.positional.size(); i++) {
			arguments.put(specs.get(i).name(), this.positional.get(i));
		}
		return Map.copyOf(arguments);
	}

	private void requireArguments(Line line) {
		for (ArgumentSpec spec : this.command.arguments()) {
			if (spec.required() && line.arguments().getOrDefault(spec.name(), "").isBlank()) {
				throw new UsageException("'obol " + this.command.name() + "' needs "
						+ spec.name().toUpperCase(java.util.Locale.ROOT) + ": " + spec.description());
			}
		}
	}

	/**
	 * What was typed, by main names.
	 *
	 * @param options values by option; flags have {@code true} or {@code false}
	 * @param arguments values by argument
	 */
	record Line(Map<String, List<String>> options, Map<String, String> arguments) {

		boolean has(OptionSpec option) {
			List<String> values = this.options.get(option.name());
			return values != null && !"false".equals(values.getLast());
		}

	}

}
