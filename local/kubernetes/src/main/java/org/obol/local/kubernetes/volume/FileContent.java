package org.obol.local.kubernetes.volume;

import java.nio.charset.StandardCharsets;

/**
 * What a file in a volume holds.
 *
 * @param bytes its content
 * @param mode its permission bits, such as 0400
 */
record FileContent(byte[] bytes, int mode) {

	static FileContent of(String text, int mode) {
		return new FileContent(text.getBytes(StandardCharsets.UTF_8), mode);
	}

}
