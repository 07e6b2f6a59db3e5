package org.obol.gateway.door;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request path that means the same to everybody behind this door. What would have to be
 * normalised first is refused, because two programs that normalise differently let a
 * buyer in where only one of them asked for money.
 */
final class RequestPath {

	// Unreserved and sub-delims without ';', and escapes of bytes that mean nothing in a
	// path.
	private static final Pattern SAFE = Pattern.compile(
			"(?:/(?:[A-Za-z0-9._~!$&'()*+,=:@-]|%(?:20|2[2-9A-Ca-c]|3[AaCcDdEe]|40|5[BbDdEe]|60|7[B-Db-d]|[89A-Fa-f][0-9A-Fa-f]))*)+");

	private static final Pattern DOTS = Pattern.compile("/\\.{1,2}(?:/|$)");

	private static final int MAX_LENGTH = 2048;

	private RequestPath() {
	}

	/**
	 * Checks a path.
	 * @param raw the path as it came, without the query
	 * @return the path without a trailing slash, or nothing when it must be refused
	 */
	static Optional<String> of(String raw) {
		if (raw.length() > MAX_LENGTH || raw.contains("//") || !SAFE.matcher(raw).matches()
				|| DOTS.matcher(raw).find()) {
			return Optional.empty();
		}
		return Optional.of((raw.length() > 1 && raw.endsWith("/")) ? raw.substring(0, raw.length() - 1) : raw);
	}

}
