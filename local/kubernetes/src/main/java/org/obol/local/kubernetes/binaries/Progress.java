package org.obol.local.kubernetes.binaries;

/**
 * Hears what happens while something takes long.
 */
@FunctionalInterface
public interface Progress {

	/** Nobody listens. */
	Progress SILENT = (line) -> {
	};

	/**
	 * Something was begun or done.
	 * @param line one line for a person
	 */
	void step(String line);

}
