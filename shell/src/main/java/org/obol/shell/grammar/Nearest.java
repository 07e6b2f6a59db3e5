package org.obol.shell.grammar;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what somebody meant to type. */
final class Nearest {

	private Nearest() {
	}

	static Optional<String> to(String typed, Collection<String> known) {
		int allowed = Math.max(1, typed.length() / 3);
		return known.stream()
			.filter((word) -> distance(typed, word) <= allowed || (typed.length() > 2 && word.startsWith(typed)))
			.min(Comparator.<String>comparingInt((word) -> distance(typed, word)).thenComparing(word -> word));
	}

	static String hint(String typed, Collection<String> known) {
		return to(typed, known).map((word) -> "; did you mean " + word + "?").orElse("");
	}

	/** The Levenshtein distance, with a swap of neighbours counted once. */
	static int distance(String from, String to) {
		int[][] costs = new int[from.length() + 1][to.length() + 1];
		for (int i = 0; i <= from.length(); i++) {
			for (int j = 0; j <= to.length(); j++) {
				costs[i][j] = (i == 0 || j == 0) ? i + j : cheapest(costs, from, to, i, j);
			}
		}
		return costs[from.length()][to.length()];
	}

	private static int cheapest(int[][] costs, String from, String to, int i, int j) {
		int change = (from.charAt(i - 1) == to.charAt(j - 1)) ? 0 : 1;
		int best = Math.min(Math.min(costs[i - 1][j], costs[i][j - 1]) + 1, costs[i - 1][j - 1] + change);
		boolean swapped = i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2)
				&& from.charAt(i - 2) == to.charAt(j - 1);
		return swapped ? Math.min(best, costs[i - 2][j - 2] + 1) : best;
	}

}
