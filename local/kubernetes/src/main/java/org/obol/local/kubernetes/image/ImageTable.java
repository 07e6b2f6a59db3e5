package org.obol.local.kubernetes.image;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Says which local command stands for which image. Images are looked up by the last
 * segment of their name, without registry, tag and digest.
 */
public interface ImageTable {

	/**
	 * Looks up an image.
	 * @param name such as {@code demo-agent}
	 * @return the command, or nothing if this machine has none
	 */
	Optional<LocalCommand> find(String name);

	/**
	 * Lists the names, for messages.
	 * @return all names
	 */
	Set<String> names();

	/**
	 * Makes a fixed table.
	 * @param commands command by image name
	 * @return the table
	 */
	static ImageTable of(Map<String, LocalCommand> commands) {
		Map<String, LocalCommand> copy = Map.copyOf(commands);
		return new ImageTable() {

			@Override
			public Optional<LocalCommand> find(String name) {
				return Optional.ofNullable(copy.get(name));
			}

			@Override
			public Set<String> names() {
				return new TreeSet<>(copy.keySet());
			}

		};
	}

	/**
	 * Cuts an image reference down to the name that it is looked up by.
	 * @param image such as {@code registry:5000/group/name:tag@sha256:abc}
	 * @return such as {@code name}
	 */
	static String nameOf(String image) {
		String withoutDigest = image.split("@", 2)[0];
		String last = withoutDigest.substring(withoutDigest.lastIndexOf('/') + 1);
		return last.split(":", 2)[0];
	}

}
