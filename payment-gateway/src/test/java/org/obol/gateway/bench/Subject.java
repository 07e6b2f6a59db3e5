package org.obol.gateway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that is measured: pinned to one core, ended by its own handle. */
final class Subject implements AutoCloseable {

	private static final double TICKS_PER_SECOND = 100;

	private final Process process;

	private final Path log;

	private Subject(Process process, Path log) {
		this.process = process;
		this.log = log;
	}

	static Subject start(String name, Path directory, List<String> words, Map<String, String> environment)
			throws IOException {
		List<String> command = new ArrayList<>(Cores.command(Cores.SUBJECT));
		command.addAll(words);
		Path log = directory.resolve(name + ".log");
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
		builder.environment().putAll(environment);
		return new Subject(builder.start(), log);
	}

	long pid() {
		return this.process.pid();
	}

	void mustRun() throws IOException {
		if (!this.process.isAlive()) {
			List<String> lines = Files.readAllLines(this.log);
			throw new IllegalStateException("the measured program ended, see " + this.log + ": "
					+ String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size())));
		}
	}

	/** User and system time of all its threads, in seconds. */
	double cpu() throws IOException {
		String stat = Files.readString(Path.of("/proc", String.valueOf(pid()), "stat"));
		String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
		return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
	}

	/** Resident memory now, in MiB. */
	long memory() throws IOException {
		return Files.readAllLines(Path.of("/proc", String.valueOf(pid()), "status"))
			.stream()
			.filter((line) -> line.startsWith("VmRSS:"))
			.mapToLong((line) -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
			.findFirst()
			.orElse(0);
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(15, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

}
