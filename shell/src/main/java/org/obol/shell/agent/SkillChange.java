package org.obol.shell.agent;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.obol.api.Skills;
import org.obol.shell.grammar.UsageException;

/**
 * A change of an agent's skills: {@code a,b} replaces them, {@code +a,-b} adds and
 * removes.
 *
 * @param replaces whether {@code added} is the whole new list
 * @param added names, in the order typed
 * @param removed names
 */
record SkillChange(boolean replaces, List<String> added, List<String> removed) {

	private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");

	private static final int MAX = 64;

	static SkillChange parse(String text) {
		List<String> parts = List.of(text.split(",", -1)).stream().map(String::strip).toList();
		List<String> present = (parts.size() == 1 && parts.getFirst().isEmpty()) ? List.of() : parts;
		long signed = present.stream().filter((part) -> part.startsWith("+") || part.startsWith("-")).count();
		if (signed != 0 && signed != present.size()) {
			throw new UsageException("--skills: '" + text
					+ "' mixes names with and without a sign; write a,b to replace or +a,-b to change");
		}
		List<String> added = new ArrayList<>();
		List<String> removed = new ArrayList<>();
		for (String part : present) {
			(part.startsWith("-") ? removed : added).add(name((signed != 0) ? part.substring(1) : part));
		}
		return new SkillChange(signed == 0, List.copyOf(added), List.copyOf(removed));
	}

	private static String name(String text) {
		if (text.isEmpty()) {
			throw new UsageException("--skills: empty skill name; names are separated by one comma each");
		}
		if (text.length() > MAX || !NAME.matcher(text).matches()) {
			throw new UsageException(
					"--skills: '" + text + "' is not a skill's name; use lower-case letters, digits " + "and dashes");
		}
		return text;
	}

	/**
	 * Refuses names that no agent can have, before anything is created.
	 * @return this
	 */
	SkillChange known() {
		this.added.stream().filter((name) -> !Skills.NAMES.contains(name)).findFirst().ifPresent((name) -> {
			throw new UsageException(
					"--skills: there is no skill '" + name + "'; there are " + String.join(", ", Skills.NAMES));
		});
		return this;
	}

	/** The skills after the change, without doubles, in a stable order. */
	List<String> applyTo(List<String> before) {
		Set<String> after = new LinkedHashSet<>(this.replaces ? List.of() : before);
		after.addAll(this.added);
		after.removeAll(this.removed);
		return List.copyOf(after);
	}

}
