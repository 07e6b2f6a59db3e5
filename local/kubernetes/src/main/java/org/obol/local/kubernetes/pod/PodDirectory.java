package org.obol.local.kubernetes.pod;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

import org.obol.local.kubernetes.manifest.PodView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of one pod: volumes, home, logs.
 */
final class PodDirectory {

	private static final Logger logger = LoggerFactory.getLogger(PodDirectory.class);

	private final Path path;

	PodDirectory(Path root, PodView pod) {
		this.path = root.resolve(pod.namespace() + "_" + pod.name() + "_" + pod.uid().substring(0, 8));
	}

	Path path() {
		return this.path;
	}

	Path volumes() {
		return this.path.resolve("volumes");
	}

	/**
	 * Deletes what belongs to the pod only; links lead to volumes that outlive it and are
	 * not followed.
	 */
	void delete() {
		try (Stream<Path> paths = Files.walk(this.path)) {
			for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
				Files.deleteIfExists(each);
			}
		}
		catch (IOException ex) {
			logger.debug("Directory {} not deleted: {}", this.path, ex.getMessage());
		}
	}

}
