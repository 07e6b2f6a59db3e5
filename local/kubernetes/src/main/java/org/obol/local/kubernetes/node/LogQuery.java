package org.obol.local.kubernetes.node;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What part of a log is asked for.
 *
 * @param follow whether to go on as the log grows
 * @param previous whether the last run's log is meant
 * @param tailLines how many lines from the end, negative for all
 * @param limitBytes how many bytes at most
 */
record LogQuery(boolean follow, boolean previous, long tailLines, long limitBytes) {

	static LogQuery parse(@Nullable String query) {
		Map<String, String> values = Arrays.stream(((query != null) ? query : "").split("&"))
			.map((pair) -> pair.split("=", 2))
			.filter((pair) -> pair.length == 2)
			.collect(Collectors.toMap((pair) -> pair[0], (pair) -> pair[1], (first, second) -> second));
		return new LogQuery("true".equals(values.get("follow")), "true".equals(values.get("previous")),
				number(values.get("tailLines"), -1), number(values.get("limitBytes"), Long.MAX_VALUE));
	}

	private static long number(@Nullable String text, long otherwise) {
		return (text != null && text.matches("\\d{1,18}")) ? Long.parseLong(text) : otherwise;
	}

}
