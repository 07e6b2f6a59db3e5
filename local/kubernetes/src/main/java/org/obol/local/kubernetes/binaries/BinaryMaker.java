package org.obol.local.kubernetes.binaries;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One way to get the programs of the control plane when the cache does not have them.
 */
interface BinaryMaker {

	/**
	 * Puts the three programs into a directory.
	 * @param staging an empty directory
	 * @param progress hears one line per step that takes time
	 * @return nothing when done, otherwise why this way is closed
	 */
	Optional<String> make(Path staging, Progress progress);

}
