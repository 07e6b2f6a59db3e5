package org.obol.shell.grammar;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line into words the way a Unix shell does: blanks separate, quotes and
 * backslashes keep together.
 */
public final class Words {

	private Words() {
	}

	/**
	 * Splits a line.
	 * @param line what was typed
	 * @return its words, without their quotes
	 * @throws UsageException if a quote is not closed
	 */
	public static List<String> of(String line) {
		List<String> words = new ArrayList<>();
		StringBuilder word = new StringBuilder();
		boolean inWord = false;
		char quote = 0;
		for (int i = 0; i < line.length(); i++) {
			char c = line.charAt(i);
			if (c == '\\' && quote != '\'' && i + 1 < line.length()) {
				word.append(line.charAt(++i));
				inWord = true;
			}
			else if (quote != 0) {
				quote = closes(c, quote, word);
			}
			else if (c == '"' || c == '\'') {
				quote = c;
				inWord = true;
			}
			else if (!Character.isWhitespace(c)) {
				word.append(c);
				inWord = true;
			}
			else if (inWord) {
				words.add(word.toString());
				word.setLength(0);
				inWord = false;
			}
		}
		if (quote != 0) {
			throw new UsageException("The line has an opening " + quote + " without a closing one");
		}
		if (inWord) {
			words.add(word.toString());
		}
		return List.copyOf(words);
	}

	private static char closes(char c, char quote, StringBuilder word) {
		if (c == quote) {
			return 0;
		}
		word.append(c);
		return quote;
	}

}
