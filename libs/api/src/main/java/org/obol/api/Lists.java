package org.obol.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a collection that Gson left out as an empty one. */
final class Lists {

	private Lists() {
	}

	static <T> List<T> orEmpty(@Nullable List<T> list) {
		return (list != null) ? List.copyOf(list) : List.of();
	}

	static <K, V> Map<K, V> orEmpty(@Nullable Map<K, V> map) {
		return (map != null) ? Map.copyOf(map) : Map.of();
	}

}
