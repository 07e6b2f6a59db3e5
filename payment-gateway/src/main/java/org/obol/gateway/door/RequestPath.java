package org.obol.gateway.door;

import java.util.Optional;

/**
 * A request path that means the same to everybody behind this door. What would have to be
 * normalised first is refused, because two programs that normalise differently let a
 * buyer in where only one of them asked for money.
 */
final class RequestPath {

	private static final int MAX_LENGTH = 2048;

	private static final int ASCII = 128;

	private static final boolean[] PLAIN = table(
			"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_~.!$&'()*+,=:@/");

	/** What can only be sent escaped, and means nothing in a path. */
	private static final boolean[] ESCAPED = table(" \"<>[]^`{|}");

	private RequestPath() {
	}

	/**
	 * Checks a path.
	 * @param raw the path as it came, without the query
	 * @return the path without a trailing slash, or nothing when it must be refused
	 */
	static Optional<String> of(String raw) {
		int length = raw.length();
		if (length == 0 || length > MAX_LENGTH || raw.charAt(0) != '/') {
			return Optional.empty();
		}
		int segment = 1;
		for (int i = 1; i < length; i++) {
			char next = raw.charAt(i);
			if (next >= ASCII || !(PLAIN[next] || (next == '%' && isEscape(raw, i)))) {
				return Optional.empty();
			}
			if (next == '/') {
				if (i == segment || isDots(raw, segment, i)) {
					return Optional.empty();
				}
				segment = i + 1;
			}
			// The two digits of an escape are plain characters themselves.
		}
		if (isDots(raw, segment, length)) {
			return Optional.empty();
		}
		return Optional.of((segment == length && length > 1) ? raw.substring(0, length - 1) : raw);
	}

	private static boolean isDots(String raw, int from, int to) {
		return (to - from == 1 && raw.charAt(from) == '.')
				|| (to - from == 2 && raw.charAt(from) == '.' && raw.charAt(from + 1) == '.');
	}

	private static boolean isEscape(String raw, int at) {
		if (at + 2 >= raw.length()) {
			return false;
		}
		int high = Character.digit(raw.charAt(at + 1), 16);
		int low = Character.digit(raw.charAt(at + 2), 16);
		int value = high * 16 + low;
		return high >= 0 && low >= 0 && (value >= ASCII || ESCAPED[value]);
	}

	private static boolean[] table(String characters) {
		boolean[] table = new boolean[ASCII];
		characters.chars().forEach((character) -> table[character] = true);
		return table;
	}

}
