package org.obol.x402;

import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What is being sold, for people and catalogues to read. It is never signed, so nothing
 * may be granted on the word of one that a buyer sent back (x402 v2, ResourceInfo).
 *
 * @param url the address of the resource
 * @param description one sentence about it
 * @param mimeType what the answer is made of
 * @param serviceName 1 to 32 printable ASCII characters
 * @param tags at most five, each 1 to 32 printable ASCII characters
 * @param iconUrl at most 2048 characters
 */
public record ResourceInfo(String url, @Nullable String description, @Nullable String mimeType,
		@Nullable String serviceName, List<String> tags, @Nullable String iconUrl) {

	private static final Pattern LABEL = Pattern.compile("[\\x20-\\x7e]{1,32}");

	private static final int MAX_TAGS = 5;

	private static final int MAX_ICON_URL = 2048;

	public ResourceInfo {
		tags = List.copyOf(tags);
		// One bad label makes the whole 402 unreadable for clients that check the schema.
		if (url.isEmpty()) {
			throw new IllegalArgumentException("resource.url is empty");
		}
		if (serviceName != null && !LABEL.matcher(serviceName).matches()) {
			throw new IllegalArgumentException("resource.serviceName must be 1 to 32 printable ASCII characters");
		}
		if (tags.size() > MAX_TAGS || !tags.stream().allMatch((tag) -> LABEL.matcher(tag).matches())) {
			throw new IllegalArgumentException("resource.tags must be at most 5 of 1 to 32 printable ASCII characters");
		}
		if (iconUrl != null && iconUrl.length() > MAX_ICON_URL) {
			throw new IllegalArgumentException("resource.iconUrl is longer than 2048 characters");
		}
	}

	/**
	 * A resource with what most sellers say about it.
	 * @param url the address
	 * @param description one sentence
	 * @param mimeType for example {@code application/json}
	 * @return the resource
	 */
	public static ResourceInfo of(String url, @Nullable String description, @Nullable String mimeType) {
		return new ResourceInfo(url, description, mimeType, null, List.of(), null);
	}

}
