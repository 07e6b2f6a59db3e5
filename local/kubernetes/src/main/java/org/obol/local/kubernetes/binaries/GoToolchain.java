package org.obol.local.kubernetes.binaries;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An installed Go that is new enough for Kubernetes 1.37.
 *
 * @param program the {@code go} command
 * @param version such as {@code go1.26.8}
 */
record GoToolchain(Path program, String version) {

	private static final Pattern VERSION = Pattern.compile("go version (go1\\.(\\d+)\\S*)");

	private static final int OLDEST_MINOR = 26;

	static Optional<GoToolchain> find(Map<String, String> environment) {
		Stream<Path> onPath = Arrays.stream(environment.getOrDefault("PATH", "").split(":"))
			.filter((directory) -> !directory.isEmpty())
			.map((directory) -> Path.of(directory, "go"));
		return Stream.concat(onPath, Stream.of(Path.of("/usr/local/go/bin/go"), Path.of("/usr/lib/go/bin/go")))
			.filter(Files::isExecutable)
			.flatMap((program) -> at(program).stream())
			.findFirst();
	}

	static Optional<GoToolchain> at(Path program) {
		try {
			Process process = new ProcessBuilder(program.toString(), "version").redirectErrorStream(true).start();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			process.waitFor(10, TimeUnit.SECONDS);
			Matcher matcher = VERSION.matcher(output);
			boolean isNewEnough = matcher.find() && Integer.parseInt(matcher.group(2)) >= OLDEST_MINOR;
			return isNewEnough ? Optional.of(new GoToolchain(program, matcher.group(1))) : Optional.empty();
		}
		catch (IOException ex) {
			return Optional.empty();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return Optional.empty();
		}
	}

}
