package org.obol.local.kubernetes.node;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

import org.obol.local.kubernetes.image.ImageTable;
import org.obol.local.kubernetes.image.LocalCommand;

/**
 * Images for tests: {@code tiny} is an HTTP server in one Java file that answers
 * {@code /env/NAME} and {@code /file?path}, and ends on {@code /crash}; {@code shell}
 * runs what it is told.
 */
class TinyServer implements ImageTable {

	@Override
	public Optional<LocalCommand> find(String name) {
		return switch (name) {
			case "tiny" ->
				Optional.of(LocalCommand.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
						"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx32m",
						Path.of("src/test/tiny/Tiny.java").toAbsolutePath().toString()));
			case "shell" -> Optional.of(LocalCommand.of("sh"));
			default -> Optional.empty();
		};
	}

	@Override
	public Set<String> names() {
		return Set.of("shell", "tiny");
	}

}
