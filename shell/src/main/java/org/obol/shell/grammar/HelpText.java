package org.obol.shell.grammar;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the help from the grammar, so that it can't say anything else. */
public final class HelpText {

	private static final int WIDTH = 34;

	private HelpText() {
	}

	/**
	 * The help of one command.
	 * @param command the command
	 * @return lines without a final line break
	 */
	public static String of(CommandSpec command) {
		List<String> lines = new ArrayList<>();
		lines.add(command.description());
		lines.add("");
		lines.add("  " + usage(command));
		if (!command.aliases().isEmpty()) {
			lines.add("  also: obol " + String.join(", obol ", command.aliases()));
		}
		if (!command.arguments().isEmpty()) {
			lines.add("");
			command.arguments()
				.forEach(
						(argument) -> lines.add(two(argument.name().toUpperCase(Locale.ROOT), argument.description())));
		}
		section(lines, "Options:", command.options());
		section(lines, "Global options:", GlobalOptions.ALL);
		if (!command.examples().isEmpty()) {
			lines.add("");
			lines.add("Examples:");
			command.examples().forEach((example) -> lines.add("  " + example));
		}
		return String.join("\n", lines);
	}

	/**
	 * The list of commands, by group.
	 * @param commands which ones
	 * @return lines without a final line break
	 */
	public static String of(List<CommandSpec> commands) {
		Map<String, List<CommandSpec>> groups = commands.stream()
			.collect(Collectors.groupingBy(CommandSpec::group, LinkedHashMap::new, Collectors.toList()));
		List<String> lines = new ArrayList<>();
		groups.forEach((group, members) -> {
			lines.add(lines.isEmpty() ? group : "\n" + group);
			members.forEach((command) -> lines.add(two(command.name(), command.description())));
		});
		return String.join("\n", lines);
	}

	/**
	 * How a command is typed.
	 * @param command the command
	 * @return one line such as {@code obol agent new NAME [options]}
	 */
	public static String usage(CommandSpec command) {
		StringBuilder line = new StringBuilder("obol ").append(command.name());
		for (ArgumentSpec argument : command.arguments()) {
			String name = argument.name().toUpperCase(Locale.ROOT);
			line.append(' ').append(argument.required() ? name : "[" + name + "]");
		}
		return line.append(command.options().isEmpty() ? "" : " [options]").toString();
	}

	/**
	 * How an option is typed.
	 * @param option the option
	 * @return all spellings and the value
	 */
	public static String usage(OptionSpec option) {
		String spellings = String.join(", ", option.spellings());
		return option.isFlag() ? spellings : spellings + " " + option.value();
	}

	/**
	 * What an option means.
	 * @param option the option
	 * @return the description with choices and default
	 */
	public static String describe(OptionSpec option) {
		String choices = option.choices().isEmpty() ? "" : ": " + String.join(", ", option.choices());
		String otherwise = (option.otherwise() == null) ? "" : " (default: " + option.otherwise() + ")";
		return option.description() + choices + otherwise;
	}

	private static void section(List<String> lines, String heading, List<OptionSpec> options) {
		if (!options.isEmpty()) {
			lines.add("");
			lines.add(heading);
			options.forEach((option) -> lines.add(two(usage(option), describe(option))));
		}
	}

	private static String two(String left, String right) {
		String gap = (left.length() < WIDTH) ? " ".repeat(WIDTH - left.length()) : "\n" + " ".repeat(WIDTH + 2);
		return "  " + left + gap + right;
	}

}
