package org.obol.shell.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.obol.shell.output.Reply;

/**
 * A command: how it is typed and what it does.
 *
 * @param name its words, such as {@code agent new}
 * @param aliases other words for it
 * @param group the heading in the help
 * @param description one sentence
 * @param arguments positional arguments, required ones first
 * @param options options of its own, beside the global ones
 * @param examples whole lines to type
 * @param action what it does
 */
public record CommandSpec(String name, List<String> aliases, String group, String description,
		List<ArgumentSpec> arguments, List<OptionSpec> options, List<String> examples, Action action) {

	/**
	 * Starts a command.
	 * @param group the heading in the help
	 * @param name its words
	 * @param description one sentence
	 * @return a command without arguments and options that does nothing yet
	 */
	public static CommandSpec of(String group, String name, String description) {
		return new CommandSpec(name, List.of(), group, description, List.of(), List.of(), List.of(),
				(invocation) -> new Reply("", com.google.gson.JsonNull.INSTANCE, ""));
	}

	/**
	 * The same under more names.
	 * @param more other words for it
	 * @return a new spec
	 */
	public CommandSpec alias(String... more) {
		return new CommandSpec(this.name, List.of(more), this.group, this.description, this.arguments, this.options,
				this.examples, this.action);
	}

	/**
	 * The same with an argument that must be there.
	 * @param argumentName its name
	 * @param kind what it names
	 * @param text one sentence part
	 * @return a new spec
	 */
	public CommandSpec needs(String argumentName, ArgumentSpec.Kind kind, String text) {
		return argument(new ArgumentSpec(argumentName, text, true, kind));
	}

	/**
	 * The same with an argument that may be there.
	 * @param argumentName its name
	 * @param kind what it names
	 * @param text one sentence part
	 * @return a new spec
	 */
	public CommandSpec takes(String argumentName, ArgumentSpec.Kind kind, String text) {
		return argument(new ArgumentSpec(argumentName, text, false, kind));
	}

	/**
	 * The same with more options.
	 * @param more the options
	 * @return a new spec
	 */
	public CommandSpec with(OptionSpec... more) {
		List<OptionSpec> all = Stream.concat(this.options.stream(), Stream.of(more)).toList();
		return new CommandSpec(this.name, this.aliases, this.group, this.description, this.arguments, all,
				this.examples, this.action);
	}

	/**
	 * The same with examples.
	 * @param lines whole lines to type
	 * @return a new spec
	 */
	public CommandSpec example(String... lines) {
		return new CommandSpec(this.name, this.aliases, this.group, this.description, this.arguments, this.options,
				List.of(lines), this.action);
	}

	/**
	 * The same with its deed.
	 * @param deed what it does
	 * @return a new spec
	 */
	public CommandSpec does(Action deed) {
		return new CommandSpec(this.name, this.aliases, this.group, this.description, this.arguments, this.options,
				this.examples, deed);
	}

	/**
	 * Finds an option, the global ones too.
	 * @param spelling as typed, with dashes
	 * @return the option
	 */
	public Optional<OptionSpec> option(String spelling) {
		return allOptions().stream().filter((option) -> option.spellings().contains(spelling)).findFirst();
	}

	/**
	 * Its own options and the global ones.
	 * @return the options that may be typed with it
	 */
	public List<OptionSpec> allOptions() {
		return Stream.concat(this.options.stream(), GlobalOptions.ALL.stream()).toList();
	}

	/**
	 * Every way to type its name.
	 * @return the name and the aliases
	 */
	public List<String> names() {
		return Stream.concat(Stream.of(this.name), this.aliases.stream()).toList();
	}

	private CommandSpec argument(ArgumentSpec argument) {
		List<ArgumentSpec> all = new ArrayList<>(this.arguments);
		all.add(argument);
		return new CommandSpec(this.name, this.aliases, this.group, this.description, List.copyOf(all), this.options,
				this.examples, this.action);
	}

}
