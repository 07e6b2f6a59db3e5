package org.obol.local.kubernetes.binaries;

import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads published SHA-256 sums.
 */
final class Checksums {

	private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

	private Checksums() {
	}

	/** Reads a file that holds one sum and nothing else that counts. */
	static String alone(String text) throws IOException {
		String sum = text.strip().split("\\s+", 2)[0];
		if (!SHA256.matcher(sum).matches()) {
			throw new IOException("the site published no SHA-256 sum");
		}
		return sum.toLowerCase(Locale.ROOT);
	}

	/** Reads the sum of one file from a list as {@code sha256sum} writes it. */
	static String listed(String text, String file) throws IOException {
		for (String line : text.lines().toList()) {
			String[] words = line.strip().split("\\s+\\*?", 2);
			if (words.length == 2 && words[1].equals(file)) {
				return alone(words[0]);
			}
		}
		throw new IOException("the site published no SHA-256 sum of " + file);
	}

}
