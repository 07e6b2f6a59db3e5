package org.obol.system.bench;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** One of the suite's programs in a process of its own, as its container runs it. */
final class Program implements AutoCloseable {

	private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	final String name;

	final int actuator;

	private final Process process;

	private final long startedAt = System.nanoTime();

	private Program(String name, Process process, int actuator) {
		this.name = name;
		this.process = process;
		this.actuator = actuator;
	}

	/**
	 * Starts a program and returns at once.
	 * @param name its module
	 * @param more flags on top of those of its chart
	 * @param actuator the port of its metrics
	 * @param environment its settings
	 * @param logs where its log goes
	 */
	static Program start(String name, List<String> more, int actuator, Map<String, String> environment, Path logs) {
		Path root = Path.of(System.getProperty("bench.programs", System.getProperty("obol.root")));
		List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
		words.addAll(chartFlags(name));
		words.addAll(more);
		String asked = System.getProperty("bench.java", "");
		words.addAll(asked.isEmpty() ? List.of() : List.of(asked.split(" ")));
		words.addAll(List.of("-jar", root.resolve(name + "/target/" + name + ".jar").toString()));
		try {
			ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true)
				.redirectOutput(logs.resolve(name + ".log").toFile());
			builder.environment().putAll(environment);
			return new Program(name, builder.start(), actuator);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<String> chartFlags(String name) {
		Path values = Path.of(System.getProperty("obol.root"), "charts/obol/charts", name, "values.yaml");
		try (Reader yaml = Files.newBufferedReader(values)) {
			Map<String, Object> chart = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
			return List.of(chart.get("javaOptions").toString().strip().split(" +"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Program awaitReady() {
		await(() -> status("/actuator/health/readiness") == 200, this.name + " to be ready");
		return this;
	}

	/** From the start of the process to the end of its first pass. */
	Duration awaitFirstPass() {
		await(() -> passes() > 0, this.name + " to reconcile");
		return Duration.ofNanos(System.nanoTime() - this.startedAt);
	}

	double passes() {
		return sum("obol_reconcile_seconds_count\\{.*");
	}

	double cpuSeconds() {
		return this.process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0;
	}

	/** What is reachable: the heap after a collection. */
	double liveHeapMiB() {
		try {
			Process jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/jcmd").toString(),
					"" + this.process.pid(), "GC.run")
				.redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			if (!jcmd.waitFor(20, TimeUnit.SECONDS)) {
				jcmd.destroyForcibly();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return sum("jvm_memory_used_bytes\\{[^}]*area=\"heap\".*") / (1 << 20);
	}

	double residentMiB() {
		return kibibytes("VmRSS") / 1024.0;
	}

	double mostResidentMiB() {
		return kibibytes("VmHWM") / 1024.0;
	}

	private double kibibytes(String field) {
		try {
			return Files.readAllLines(Path.of("/proc", "" + this.process.pid(), "status"))
				.stream()
				.filter((line) -> line.startsWith(field + ":"))
				.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")))
				.findFirst()
				.orElse(0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The sum of all samples whose line matches. */
	private double sum(String regex) {
		Pattern pattern = Pattern.compile(regex);
		String text = body("/actuator/prometheus");
		return text.lines()
			.filter((line) -> pattern.matcher(line).matches())
			.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
			.sum();
	}

	private int status(String path) {
		HttpResponse<String> response = get(path);
		return (response != null) ? response.statusCode() : 0;
	}

	private String body(String path) {
		HttpResponse<String> response = get(path);
		return (response != null) ? response.body() : "";
	}

	private HttpResponse<String> get(String path) {
		if (!this.process.isAlive()) {
			throw new AssertionError(this.name + " ended with status " + this.process.exitValue());
		}
		try {
			return HTTP.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.actuator + path))
				.timeout(Duration.ofSeconds(5))
				.build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			return null;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	static void await(BooleanSupplier done, String what) {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (!done.getAsBoolean()) {
			if (System.nanoTime() > deadline) {
				throw new AssertionError("waited " + PATIENCE + " for " + what);
			}
			pause(Duration.ofMillis(20));
		}
	}

	static void pause(Duration time) {
		java.util.concurrent.locks.LockSupport.parkNanos(time.toNanos());
	}

	static int freePort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(20, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			this.process.destroyForcibly();
		}
	}

}
