package org.obol.x402.devchain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The official npm packages at the versions of {@code src/test/fixtures-generator},
 * installed once outside the checkout, run as programs.
 */
public final class OfficialPackages {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final Path TESTS = Path.of(System.getProperty("obol.root", "../.."), "libs", "x402", "src", "test");

	private static final Path PINNED = TESTS.resolve("fixtures-generator");

	private final Path directory;

	private OfficialPackages(Path directory) {
		this.directory = directory;
	}

	public static OfficialPackages installed() {
		try {
			String home = System.getenv().getOrDefault("OBOL_HOME", System.getProperty("user.home") + "/.obol");
			Path directory = Path.of(home, "npm", "x402-official-" + versions());
			Files.createDirectories(directory);
			try (FileChannel channel = FileChannel.open(directory.resolve("install.lock"), StandardOpenOption.CREATE,
					StandardOpenOption.WRITE); FileLock ignored = channel.lock()) {
				if (!Files.exists(directory.resolve("installed"))) {
					install(directory);
				}
				Files.copy(TESTS.resolve("interop").resolve("official.mjs"), directory.resolve("official.mjs"),
						StandardCopyOption.REPLACE_EXISTING);
			}
			return new OfficialPackages(directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Runs a command to its end. */
	public JsonNode run(String command, Map<String, Object> input) {
		try {
			Process process = start(command, input);
			List<String> lines = process.inputReader().lines().toList();
			if (process.waitFor() != 0 || lines.isEmpty()) {
				throw new IllegalStateException(command + " failed: " + lines);
			}
			return JSON.readTree(lines.getLast());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** Starts a command that stays. */
	public Process start(String command, Map<String, Object> input) throws IOException {
		Process process = new ProcessBuilder("node", "official.mjs", command).directory(this.directory.toFile())
			.redirectErrorStream(true)
			.start();
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
		process.getOutputStream().write(JSON.writeValueAsString(input).getBytes(StandardCharsets.UTF_8));
		process.getOutputStream().close();
		return process;
	}

	private static void install(Path directory) throws IOException {
		for (String file : List.of("package.json", "package-lock.json", ".npmrc")) {
			Files.copy(PINNED.resolve(file), directory.resolve(file), StandardCopyOption.REPLACE_EXISTING);
		}
		Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")
			.directory(directory.toFile())
			// Never the standard streams of this process: they are the test runner's.
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		try {
			if (npm.waitFor() != 0) {
				throw new IllegalStateException("npm could not install the official x402 packages");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		Files.createFile(directory.resolve("installed"));
	}

	private static String versions() throws IOException {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256")
				.digest(Files.readAllBytes(PINNED.resolve("package-lock.json")));
			return HexFormat.of().formatHex(hash, 0, 6);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
