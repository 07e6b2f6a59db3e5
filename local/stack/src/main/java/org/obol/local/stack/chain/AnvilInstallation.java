package org.obol.local.stack.chain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.obol.local.stack.console.StackException;

/**
 * The pinned anvil from npm, installed once into a folder of its own.
 */
public final class AnvilInstallation {

	/** The version of {@code @foundry-rs/anvil}. */
	public static final String VERSION = "1.7.1";

	private static final String PACKAGE = """
			{
			  "name": "obol-anvil",
			  "version": "1.0.0",
			  "private": true,
			  "dependencies": { "@foundry-rs/anvil": "%s" }
			}
			""".formatted(VERSION);

	private final Path directory;

	private final Map<String, String> environment;

	/**
	 * Installs into a folder, using npm from the path of an environment.
	 * @param directory where to install
	 * @param environment the environment in which npm is looked for and run
	 */
	public AnvilInstallation(Path directory, Map<String, String> environment) {
		this.directory = directory;
		this.environment = Map.copyOf(environment);
	}

	/**
	 * Finds the program without installing anything.
	 * @return the native program, if it was installed before
	 */
	public Optional<Path> installed() {
		Path program = this.directory.resolve("node_modules/@foundry-rs/anvil-" + platform() + "/bin/anvil");
		return Files.isExecutable(program) ? Optional.of(program) : Optional.empty();
	}

	/**
	 * Refuses at once when npm would be needed and is not there.
	 * @throws StackException if the program is not installed and can't be
	 */
	public void requireInstallable() {
		if (installed().isEmpty()) {
			npm();
		}
	}

	/**
	 * Finds the program, installing it when it is missing.
	 * @return the native program
	 * @throws StackException if npm is missing or fails
	 */
	public Path install() {
		Optional<Path> before = installed();
		if (before.isPresent()) {
			return before.get();
		}
		try {
			Files.createDirectories(this.directory);
			Files.writeString(this.directory.resolve("package.json"), PACKAGE);
			runNpm(npm());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return installed().orElseThrow(() -> new StackException(
				"npm installed @foundry-rs/anvil " + VERSION + " but it has no program for " + platform() + "."));
	}

	private void runNpm(Path npm) throws IOException {
		Path log = this.directory.resolve("npm-install.log");
		// No lockfile: it would record the registry's host. No scripts: the program comes
		// in the platform's package.
		ProcessBuilder builder = new ProcessBuilder(npm.toString(), "install", "--no-package-lock", "--no-audit",
				"--no-fund", "--ignore-scripts", "--loglevel=error")
			.directory(this.directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile());
		builder.environment().putAll(this.environment);
		Process process = builder.start();
		try {
			if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
				process.destroyForcibly();
				throw new StackException("npm could not install @foundry-rs/anvil " + VERSION + ": " + lastLine(log)
						+ " (whole output in " + log + "). Give an existing chain with --rpc-url to do without.");
			}
		}
		catch (InterruptedException ex) {
			process.destroyForcibly();
			Thread.currentThread().interrupt();
			throw new StackException("interrupted while npm installed anvil", ex);
		}
	}

	private static String lastLine(Path log) throws IOException {
		List<String> lines = Files.readAllLines(log).stream().filter((line) -> !line.isBlank()).toList();
		return lines.isEmpty() ? "no output" : lines.getFirst();
	}

	private Path npm() {
		return Arrays.stream(this.environment.getOrDefault("PATH", "").split(":"))
			.filter((folder) -> !folder.isBlank())
			.map((folder) -> Path.of(folder, "npm"))
			.filter(Files::isExecutable)
			.findFirst()
			.orElseThrow(() -> new StackException(
					"Node.js with npm is needed to install the dev chain (anvil) and was not found on the PATH:"
							+ " install Node.js 20 or later, or give an existing chain with --rpc-url."));
	}

	private static String platform() {
		String os = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
		String arch = System.getProperty("os.arch");
		return os + "-" + ("aarch64".equals(arch) || "arm64".equals(arch) ? "arm64" : "amd64");
	}

}
