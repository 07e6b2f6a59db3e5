package org.obol.admin;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list, and where the next part begins.
 *
 * @param items this part, in the order of their keys
 * @param nextCursor what to send for the next part; null on the last one
 * @param <T> what is listed
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

	public Page {
		items = List.copyOf(items);
	}

	/**
	 * Cuts a page out of everything there is.
	 * @param all everything, in any order
	 * @param key a text that is different for each item and orders them
	 * @param request which part
	 * @param <T> what is listed
	 * @return the items whose key comes after the cursor, at most {@code limit} of them
	 */
	public static <T> Page<T> of(List<T> all, Function<T, String> key, PageRequest request) {
		List<T> rest = all.stream()
			.filter((item) -> request.after() == null || key.apply(item).compareTo(request.after()) > 0)
			.sorted(Comparator.comparing(key))
			.limit(request.limit() + 1L)
			.toList();
		if (rest.size() <= request.limit()) {
			return new Page<>(rest, null);
		}
		List<T> items = rest.subList(0, request.limit());
		return new Page<>(items, PageRequest.cursorAfter(key.apply(items.getLast())));
	}

}
