package org.obol.local.kubernetes.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that remembers which children were started, so that the next start can end
 * those that outlived a crashed parent. Each line is name, pid and start time; the time
 * keeps us from ending a stranger who got the pid later.
 */
public final class ProcessRegister {

	private static final Logger logger = LoggerFactory.getLogger(ProcessRegister.class);

	/** What the virtual node puts into every process's environment. */
	private static final String MARK = "OBOL_LOCAL=true";

	private final Path file;

	/**
	 * Uses a file that is created with the first entry.
	 * @param file where to remember
	 */
	public ProcessRegister(Path file) {
		this.file = file;
	}

	/**
	 * Ends every remembered process that still runs, and forgets all.
	 */
	public synchronized void reap() {
		List<ProcessHandle> leftovers = entries().stream().flatMap(Entry::leftovers).distinct().toList();
		for (ProcessHandle leftover : leftovers) {
			logger.info("Ending process {} that an earlier run left behind", leftover.pid());
			leftover.descendants().forEach(ProcessHandle::destroyForcibly);
			leftover.destroyForcibly();
		}
		leftovers.forEach((leftover) -> leftover.onExit().orTimeout(10, TimeUnit.SECONDS).join());
		write(List.of());
	}

	/**
	 * Remembers a process.
	 * @param child the process
	 */
	public synchronized void add(ChildProcess child) {
		List<Entry> entries = new ArrayList<>(entries());
		entries.add(new Entry(child.name(), child.pid(), child.startedAt()));
		write(entries);
	}

	/**
	 * Forgets a process that ended.
	 * @param child the process
	 */
	public synchronized void remove(ChildProcess child) {
		write(entries().stream().filter((entry) -> entry.pid() != child.pid()).toList());
	}

	private List<Entry> entries() {
		if (!Files.exists(this.file)) {
			return List.of();
		}
		try {
			return Files.readAllLines(this.file).stream().flatMap((line) -> Entry.parse(line).stream()).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void write(List<Entry> entries) {
		try {
			Path whole = this.file.resolveSibling(this.file.getFileName() + ".new");
			Files.createDirectories(this.file.toAbsolutePath().getParent());
			Files.write(whole, entries.stream().map(Entry::line).toList());
			Files.move(whole, this.file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private record Entry(String name, long pid, Instant startedAt) {

		static Optional<Entry> parse(String line) {
			String[] words = line.strip().split("\t");
			if (words.length != 3) {
				return Optional.empty();
			}
			return Optional.of(new Entry(words[0], Long.parseLong(words[1]), Instant.parse(words[2])));
		}

		String line() {
			return this.name + "\t" + this.pid + "\t" + this.startedAt;
		}

		Stream<ProcessHandle> leftovers() {
			return Stream.concat(running().stream(), new Session(this.pid).membersWith(MARK).stream());
		}

		Optional<ProcessHandle> running() {
			return ProcessHandle.of(this.pid)
				.filter((handle) -> handle.info().startInstant().filter(this::isMine).isPresent());
		}

		private boolean isMine(Instant start) {
			return Duration.between(start, this.startedAt).abs().compareTo(Duration.ofSeconds(2)) < 0;
		}

	}

}
