package org.obol.local.kubernetes.container;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Expands {@code $(NAME)} in the values and arguments of a manifest; {@code $$(NAME)}
 * stands for the text itself, and unknown names are left as they are.
 */
final class Expansion {

	private static final Pattern REFERENCE = Pattern.compile("\\$(\\$|\\(([-._a-zA-Z][-._a-zA-Z0-9]*)\\))");

	private Expansion() {
	}

	static String expand(String text, Map<String, String> environment) {
		return REFERENCE.matcher(text).replaceAll((match) -> {
			String name = match.group(2);
			String value = (name != null) ? environment.getOrDefault(name, match.group()) : "$";
			return Matcher.quoteReplacement(value);
		});
	}

}
