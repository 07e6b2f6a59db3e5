package org.obol.shell.grammar;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** All commands there are, and which of them a list of words means. */
public final class Grammar {

	private final Map<String, CommandSpec> byName = new LinkedHashMap<>();

	private final List<CommandSpec> commands;

	/**
	 * A grammar of these commands.
	 * @param commands in the order of the help
	 * @throws IllegalArgumentException if two of them share a name
	 */
	public Grammar(Collection<CommandSpec> commands) {
		this.commands = List.copyOf(commands);
		for (CommandSpec command : this.commands) {
			for (String name : command.names()) {
				if (this.byName.put(name, command) != null) {
					throw new IllegalArgumentException("two commands are named " + name);
				}
			}
		}
	}

	/**
	 * All commands.
	 * @return in the order of the help
	 */
	public List<CommandSpec> commands() {
		return this.commands;
	}

	/**
	 * Finds a command by one of its names.
	 * @param name words separated by one blank
	 * @return the command
	 */
	public Optional<CommandSpec> command(String name) {
		return Optional.ofNullable(this.byName.get(name));
	}

	/**
	 * The commands that start with these words.
	 * @param prefix complete words separated by one blank; empty means all
	 * @return their names
	 */
	public List<CommandSpec> below(String prefix) {
		return this.commands.stream()
			.filter((command) -> prefix.isEmpty() || command.name().startsWith(prefix + " "))
			.toList();
	}

	/**
	 * Finds the command that a line starts with. Global options may stand before it.
	 * @param words the line
	 * @return the command and the words that are left
	 * @throws UsageException for a line that starts with no command
	 */
	public Match match(List<String> words) {
		List<String> before = new ArrayList<>();
		List<String> rest = new ArrayList<>(words);
		while (!rest.isEmpty() && rest.getFirst().startsWith("-")) {
			before.add(rest.removeFirst());
			if (takesNext(before.getLast()) && !rest.isEmpty()) {
				before.add(rest.removeFirst());
			}
		}
		for (int length = Math.min(rest.size(), longest()); length > 0; length--) {
			CommandSpec command = this.byName.get(String.join(" ", rest.subList(0, length)));
			if (command != null) {
				List<String> left = new ArrayList<>(before);
				left.addAll(rest.subList(length, rest.size()));
				return new Match(command, List.copyOf(left));
			}
		}
		throw unknown(rest, before);
	}

	private static boolean takesNext(String word) {
		return GlobalOptions.ALL.stream().anyMatch((option) -> !option.isFlag() && option.spellings().contains(word));
	}

	private int longest() {
		return this.byName.keySet().stream().mapToInt((name) -> name.split(" ").length).max().orElse(1);
	}

	private UsageException unknown(List<String> rest, List<String> before) {
		if (rest.isEmpty()) {
			return new UsageException(before.isEmpty() ? "No command given; 'obol help' lists them"
					: "Unknown option " + before.getFirst() + " before a command; 'obol help' lists the commands");
		}
		String first = rest.getFirst();
		List<String> subs = below(first).stream()
			.map((command) -> command.name().substring(first.length() + 1))
			.sorted(Comparator.naturalOrder())
			.toList();
		if (!subs.isEmpty()) {
			String all = subs.stream().distinct().collect(Collectors.joining(", "));
			if (rest.size() == 1 || rest.get(1).startsWith("-")) {
				return new UsageException("obol " + first + " needs one of: " + all);
			}
			return new UsageException("Unknown command '" + first + " " + rest.get(1) + "'"
					+ Nearest.hint(rest.get(1), subs) + " (" + all + ")");
		}
		List<String> firsts = this.byName.keySet().stream().map((name) -> name.split(" ")[0]).distinct().toList();
		return new UsageException(
				"Unknown command '" + first + "'" + Nearest.hint(first, firsts) + " ('obol help' lists all)");
	}

	/**
	 * A command and what was typed with it.
	 *
	 * @param command the command
	 * @param words everything but its name
	 */
	public record Match(CommandSpec command, List<String> words) {

	}

}
