package org.obol.admin;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Which part of a list is wanted.
 *
 * @param limit how many items at most, 1 to {@value #MOST}
 * @param after the key of the last item of the part before; null for the first part
 */
public record PageRequest(int limit, @Nullable String after) {

	/** The largest page. */
	public static final int MOST = 500;

	/** The size of a page when the caller names none. */
	public static final int DEFAULT = 50;

	/**
	 * Reads the query parameters {@code limit} and {@code cursor}.
	 * @param limit how many, null for {@value #DEFAULT}
	 * @param cursor from an earlier page, null for the first one
	 * @return what is wanted
	 * @throws AdminException 400 naming the parameter that is wrong
	 */
	public static PageRequest parse(@Nullable String limit, @Nullable String cursor) {
		return new PageRequest(limitOf(limit), (cursor == null || cursor.isEmpty()) ? null : keyOf(cursor));
	}

	/**
	 * The cursor of the page after an item.
	 * @param key what the page is ordered by, of its last item
	 * @return an opaque text
	 */
	public static String cursorAfter(String key) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
	}

	private static int limitOf(@Nullable String limit) {
		if (limit == null || limit.isEmpty()) {
			return DEFAULT;
		}
		if (!limit.matches("[1-9][0-9]{0,2}") || Integer.parseInt(limit) > MOST) {
			throw new AdminException(HttpStatus.BAD_REQUEST, "invalid_parameter",
					"limit must be a whole number from 1 to " + MOST, "limit");
		}
		return Integer.parseInt(limit);
	}

	private static String keyOf(String cursor) {
		try {
			return StandardCharsets.UTF_8.newDecoder()
				.decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor)))
				.toString();
		}
		catch (IllegalArgumentException | CharacterCodingException ex) {
			throw new AdminException(HttpStatus.BAD_REQUEST, "invalid_parameter",
					"cursor must be the nextCursor of an earlier page", "cursor");
		}
	}

}
