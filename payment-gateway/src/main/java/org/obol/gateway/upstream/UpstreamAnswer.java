package org.obol.gateway.upstream;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An answer whose body is still on its way. */
public interface UpstreamAnswer extends AutoCloseable {

	/**
	 * The status.
	 * @return an HTTP status code
	 */
	int status();

	/**
	 * The headers.
	 * @return values by lower-case name
	 */
	Map<String, List<String>> headers();

	/**
	 * Blocks until the next part of the body is there.
	 * @return the part, or nothing after the last one
	 * @throws UpstreamException when the rest will not come
	 */
	Optional<byte[]> next();

	/**
	 * From now on it flows to a buyer who paid: only silence is limited any more, not how
	 * long all of it takes.
	 */
	default void flows() {
	}

	/** Ends the call, also in the middle of the body. */
	@Override
	void close();

	/**
	 * The media type without parameters.
	 * @return lower-case, or an empty text
	 */
	default String mediaType() {
		List<String> values = headers().getOrDefault("content-type", List.of());
		String value = values.isEmpty() ? "" : values.getFirst();
		int end = value.indexOf(';');
		return ((end < 0) ? value : value.substring(0, end)).strip().toLowerCase(java.util.Locale.ROOT);
	}

}
