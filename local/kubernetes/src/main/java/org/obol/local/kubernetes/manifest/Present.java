package org.obol.local.kubernetes.manifest;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Says of a value of the typed client, where everything may be absent, that the API
 * server does not let this one be absent.
 */
public final class Present {

	private Present() {
	}

	/**
	 * Insists on a value.
	 * @param value the value
	 * @return the value
	 * @throws IllegalStateException if it is absent after all
	 */
	public static <T> T of(@Nullable T value) {
		if (value == null) {
			throw new IllegalStateException("the API server left out a required field");
		}
		return value;
	}

	/**
	 * Takes an absent list for an empty one.
	 * @param list the list
	 * @return the list
	 */
	public static <T> List<T> orEmpty(@Nullable List<T> list) {
		return (list != null) ? list : List.of();
	}

	/**
	 * Takes an absent map for an empty one.
	 * @param map the map
	 * @return the map
	 */
	public static <V> Map<String, V> orEmpty(@Nullable Map<String, V> map) {
		return (map != null) ? map : Map.of();
	}

	/**
	 * Takes an absent number for a default.
	 * @param number the number
	 * @param otherwise the default
	 * @return the number
	 */
	public static int orElse(@Nullable Integer number, int otherwise) {
		return (number != null) ? number : otherwise;
	}

}
