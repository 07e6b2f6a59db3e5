package org.obol.local.kubernetes.image;

import java.util.List;
import java.util.Map;

/**
 * What stands for an image on this machine: its entrypoint and its environment.
 *
 * @param command the words that take the place of the image's entrypoint; a container's
 * {@code args} follow them, and a container's own {@code command} replaces them, found
 * through {@code PATH}
 * @param environment what the image would set, such as {@code PATH}
 */
public record LocalCommand(List<String> command, Map<String, String> environment) {

	/**
	 * Keeps copies.
	 */
	public LocalCommand {
		command = List.copyOf(command);
		environment = Map.copyOf(environment);
	}

	/**
	 * Makes a command without an environment.
	 * @param command the words
	 * @return the command
	 */
	public static LocalCommand of(String... command) {
		return new LocalCommand(List.of(command), Map.of());
	}

}
