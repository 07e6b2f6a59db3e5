package org.obol.demoagent.analyst;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the objective in a persona written in Markdown.
 */
final class Persona {

	private Persona() {
	}

	static Optional<String> objective(String markdown) {
		String section = markdown.lines()
			.dropWhile((line) -> !isObjective(line))
			.skip(1)
			.takeWhile((line) -> !line.startsWith("#"))
			.map(String::strip)
			.filter((line) -> !line.isEmpty())
			.collect(Collectors.joining(" "));
		return section.isEmpty() ? Optional.empty() : Optional.of(section);
	}

	private static boolean isObjective(String line) {
		return line.startsWith("#") && line.toLowerCase(Locale.ROOT).contains("objective");
	}

}
