package org.obol.demoagent.chat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

import org.jspecify.annotations.Nullable;

/**
 * The key that callers must show as {@code Authorization: Bearer <key>}.
 */
final class BearerKey {

	private static final String SCHEME = "Bearer ";

	private final byte[] key;

	BearerKey(String key) {
		this.key = key.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Compares in constant time, so that an answer's delay tells nothing about the key.
	 */
	boolean opens(@Nullable String authorization) {
		return authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
				&& MessageDigest.isEqual(this.key,
						authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8));
	}

}
