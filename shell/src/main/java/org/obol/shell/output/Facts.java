package org.obol.shell.output;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lays out labelled values, one a line, the values lined up. */
public final class Facts {

	private final Map<String, String> facts = new LinkedHashMap<>();

	/**
	 * Adds a fact.
	 * @param label what it is
	 * @param value null or empty leaves the line out
	 * @return this
	 */
	public Facts add(String label, @Nullable String value) {
		if (value != null && !value.isEmpty()) {
			this.facts.put(label, value);
		}
		return this;
	}

	/**
	 * The facts as text.
	 * @return lines without a final line break
	 */
	public String render() {
		int width = this.facts.keySet().stream().mapToInt(String::length).max().orElse(0) + 1;
		return this.facts.entrySet()
			.stream()
			.map((fact) -> fact.getKey() + ":" + " ".repeat(width - fact.getKey().length()) + fact.getValue())
			.collect(Collectors.joining("\n"));
	}

}
