package org.obol.shell.grammar;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An option of a command.
 *
 * @param name its main name, without dashes
 * @param spellings every way to type it, the main one first
 * @param value what the value is called in the help; null for a flag, which has none
 * @param description one sentence part
 * @param otherwise what applies when it is not given, for the help only
 * @param choices the values allowed; empty allows any
 * @param repeatable whether it may be given more than once
 */
public record OptionSpec(String name, List<String> spellings, @Nullable String value, String description,
		@Nullable String otherwise, List<String> choices, boolean repeatable) {

	/**
	 * An option that is there or not.
	 * @param name its main name
	 * @param description one sentence part
	 * @return the option
	 */
	public static OptionSpec flag(String name, String description) {
		return new OptionSpec(name, List.of("--" + name), null, description, null, List.of(), false);
	}

	/**
	 * An option with a value.
	 * @param name its main name
	 * @param value what the value is called in the help
	 * @param description one sentence part
	 * @return the option
	 */
	public static OptionSpec valued(String name, String value, String description) {
		return new OptionSpec(name, List.of("--" + name), value, description, null, List.of(), false);
	}

	/**
	 * The same with more spellings.
	 * @param more with their dashes
	 * @return a new spec
	 */
	public OptionSpec alias(String... more) {
		List<String> all = new ArrayList<>(this.spellings);
		all.addAll(List.of(more));
		return new OptionSpec(this.name, List.copyOf(all), this.value, this.description, this.otherwise, this.choices,
				this.repeatable);
	}

	/**
	 * The same with a default that the help shows.
	 * @param text the default
	 * @return a new spec
	 */
	public OptionSpec otherwise(String text) {
		return new OptionSpec(this.name, this.spellings, this.value, this.description, text, this.choices,
				this.repeatable);
	}

	/**
	 * The same with a closed list of values.
	 * @param values the values allowed
	 * @return a new spec
	 */
	public OptionSpec oneOf(String... values) {
		return new OptionSpec(this.name, this.spellings, this.value, this.description, this.otherwise, List.of(values),
				this.repeatable);
	}

	/**
	 * The same, allowed more than once.
	 * @return a new spec
	 */
	public OptionSpec manyTimes() {
		return new OptionSpec(this.name, this.spellings, this.value, this.description, this.otherwise, this.choices,
				true);
	}

	/**
	 * Whether it stands alone.
	 * @return true if it takes no value
	 */
	public boolean isFlag() {
		return this.value == null;
	}

}
