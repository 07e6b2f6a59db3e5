package org.obol.x402.devchain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * The pinned anvil, installed once from npm into the folder that {@code obol up} uses
 * too.
 */
final class AnvilProgram {

	private static final String VERSION = "1.7.1";

	private AnvilProgram() {
	}

	static Path installed() {
		String home = System.getenv().getOrDefault("OBOL_HOME", System.getProperty("user.home") + "/.obol");
		Path directory = Path.of(home, "npm", "anvil-" + VERSION);
		Path program = directory.resolve("node_modules/@foundry-rs/anvil-" + platform() + "/bin/anvil");
		try {
			Files.createDirectories(directory);
			try (FileChannel channel = FileChannel.open(directory.resolve("install.lock"), StandardOpenOption.CREATE,
					StandardOpenOption.WRITE); FileLock ignored = channel.lock()) {
				if (!Files.isExecutable(program)) {
					install(directory);
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return program;
	}

	private static void install(Path directory) throws IOException {
		Process npm = new ProcessBuilder("npm", "install", "--no-save", "--no-package-lock", "--ignore-scripts",
				"--no-audit", "--no-fund", "--silent", "--prefix", directory.toString(), "@foundry-rs/anvil@" + VERSION)
			.inheritIO()
			.start();
		try {
			if (npm.waitFor() != 0) {
				throw new IllegalStateException("npm could not install anvil " + VERSION);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static String platform() {
		String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
		String processor = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
		return system + "-" + processor;
	}

}
