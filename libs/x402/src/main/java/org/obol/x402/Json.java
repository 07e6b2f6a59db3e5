package org.obol.x402;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Open JSON objects ({@code extra}, {@code extensions}) as plain immutable Java values
 * that keep the order of their members.
 */
final class Json {

	private Json() {
	}

	static Map<String, Object> object(Object... keysAndValues) {
		Map<String, Object> object = new LinkedHashMap<>();
		for (int i = 0; i < keysAndValues.length; i += 2) {
			object.put((String) keysAndValues[i], keysAndValues[i + 1]);
		}
		return Collections.unmodifiableMap(object);
	}

	/** Copies an object; a member that is null counts as absent, deeper nulls stay. */
	static Map<String, Object> copy(Map<String, ? extends @Nullable Object> source) {
		Map<String, Object> copy = new LinkedHashMap<>();
		source.forEach((key, value) -> {
			if (value != null) {
				copy.put(key, copyValue(value));
			}
		});
		return Collections.unmodifiableMap(copy);
	}

	private static Object copyValue(Object value) {
		return switch (value) {
			case Map<?, ?> map -> {
				Map<String, @Nullable Object> copy = new LinkedHashMap<>();
				map.forEach((key, member) -> copy.put(String.valueOf(key), copyOrNull(member)));
				yield Collections.unmodifiableMap(copy);
			}
			case Iterable<?> items -> {
				List<@Nullable Object> copy = new ArrayList<>();
				for (Object item : items) {
					copy.add(copyOrNull(item));
				}
				yield Collections.unmodifiableList(copy);
			}
			default -> value;
		};
	}

	private static @Nullable Object copyOrNull(@Nullable Object value) {
		return (value != null) ? copyValue(value) : null;
	}

	/** Every member of the smaller is in the larger, with an equal value. */
	static boolean isSubset(Map<String, Object> smaller, Map<String, Object> larger) {
		return smaller.entrySet().stream().allMatch((entry) -> same(entry.getValue(), larger.get(entry.getKey())));
	}

	static boolean same(@Nullable Object left, @Nullable Object right) {
		return switch (left) {
			case null -> right == null;
			case Number number -> right instanceof Number other
					&& new BigDecimal(number.toString()).compareTo(new BigDecimal(other.toString())) == 0;
			case Map<?, ?> map -> right instanceof Map<?, ?> other && map.keySet().equals(other.keySet())
					&& map.keySet().stream().allMatch((key) -> same(map.get(key), other.get(key)));
			case List<?> list -> right instanceof List<?> other && sameItems(list, other);
			default -> left.equals(right);
		};
	}

	private static boolean sameItems(List<?> left, List<?> right) {
		if (left.size() != right.size()) {
			return false;
		}
		for (int i = 0; i < left.size(); i++) {
			if (!same(left.get(i), right.get(i))) {
				return false;
			}
		}
		return true;
	}

}
