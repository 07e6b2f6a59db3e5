package org.obol.gateway;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The official npm packages that {@code src/test/node} pins, installed once outside the
 * checkout.
 */
final class NodeScripts {

	private static final Path SOURCE = Path.of("src", "test", "node");

	private final Path folder;

	private NodeScripts(Path folder) {
		this.folder = folder;
	}

	static NodeScripts installed() throws IOException, InterruptedException {
		String cache = System.getenv().getOrDefault("OBOL_CACHE", System.getProperty("user.home") + "/.obol");
		Path folder = Path.of(cache, "npm", "gateway-extensions-" + digest(SOURCE.resolve("package-lock.json")));
		Files.createDirectories(folder);
		try (FileChannel channel = FileChannel.open(folder.resolve("install.lock"), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE); FileLock ignored = channel.lock()) {
			for (String file : List.of("package.json", "package-lock.json", ".npmrc", "extensions.mjs", "mcp.mjs",
					"upto.mjs", "jws.mjs")) {
				Files.copy(SOURCE.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
			}
			if (!Files.exists(folder.resolve("installed"))) {
				Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")
					.directory(folder.toFile())
					// Never the standard streams of this process: they are the test
					// runner's.
					.redirectErrorStream(true)
					.redirectOutput(ProcessBuilder.Redirect.DISCARD)
					.start();
				if (npm.waitFor() != 0) {
					throw new IllegalStateException("npm could not install the official packages");
				}
				Files.createFile(folder.resolve("installed"));
			}
		}
		return new NodeScripts(folder);
	}

	/** The last line that a script prints. */
	String run(String script, Map<String, String> environment) throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder("node", script).directory(this.folder.toFile())
			.redirectErrorStream(true);
		builder.environment().putAll(environment);
		Process process = builder.start();
		List<String> lines = process.inputReader().lines().toList();
		if (process.waitFor() != 0 || lines.isEmpty()) {
			throw new AssertionError(script + " failed: " + String.join("\n", lines));
		}
		return lines.getLast();
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
