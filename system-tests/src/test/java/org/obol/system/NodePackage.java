package org.obol.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The official npm packages, pinned, installed once per lock file and kept outside the
 * checkout.
 */
record NodePackage(Path folder) {

	/**
	 * Installs what {@code src/test/node/<name>} pins.
	 * @param name the folder
	 * @return where its scripts can be run
	 */
	static NodePackage install(String name) {
		Path source = Suite.ROOT.resolve("system-tests/src/test/node").resolve(name);
		try {
			Path folder = cache().resolve("interop-" + name + "-" + digest(source.resolve("package-lock.json")));
			Files.createDirectories(folder);
			try (Stream<Path> files = Files.list(source)) {
				for (Path file : files.toList()) {
					Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
				}
			}
			if (!Files.exists(folder.resolve(".installed"))) {
				new Command(List.of("npm", "ci"), folder, Map.of(), Duration.ofMinutes(10)).run().andSucceeded();
				Files.createFile(folder.resolve(".installed"));
			}
			return new NodePackage(folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Command.Said run(String script, Map<String, String> environment) {
		return new Command(List.of("node", script), this.folder, environment, Duration.ofMinutes(2)).run();
	}

	private static Path cache() {
		String cache = System.getenv("OBOL_CACHE");
		return ((cache != null) ? Path.of(cache) : Path.of(System.getProperty("user.home"), ".obol")).resolve("npm");
	}

	private static String digest(Path file) throws IOException {
		try {
			byte[] sha = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
			return HexFormat.of().formatHex(sha, 0, 6);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
