package org.obol.local.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.obol.local.stack.data.RunningProcess;
import org.obol.local.stack.data.StackState;

/**
 * Asks {@code ps} how much memory processes hold, their children included.
 */
final class ResidentMemory {

	private ResidentMemory() {
	}

	static Map<Long, Long> ofAll(Optional<StackState> state) {
		List<Long> pids = state.stream()
			.flatMap((it) -> it.processes().stream())
			.map(RunningProcess::pid)
			.distinct()
			.toList();
		Map<Long, List<Long>> families = new HashMap<>();
		pids.forEach((pid) -> families.put(pid, family(pid, pids)));
		Map<Long, Long> each = measure(families.values().stream().flatMap(List::stream).distinct().toList());
		Map<Long, Long> sums = new HashMap<>();
		families.forEach((pid, family) -> sums.put(pid, ofFamily(family, each)));
		return sums;
	}

	// Processes that share memory, as PostgreSQL's do, would count it once each; their
	// proportional parts add up.
	private static long ofFamily(List<Long> family, Map<Long, Long> resident) {
		return family.stream()
			.mapToLong((member) -> (family.size() > 1) ? proportional(member).orElse(resident.getOrDefault(member, 0L))
					: resident.getOrDefault(member, 0L))
			.sum();
	}

	private static Optional<Long> proportional(long pid) {
		try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "smaps_rollup"))) {
			return lines.filter((line) -> line.startsWith("Pss:"))
				.map((line) -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
				.findFirst();
		}
		catch (IOException | UncheckedIOException ex) {
			return Optional.empty();
		}
	}

	// The stack's own process is everybody's parent: who has a row of their own is not
	// counted there again.
	private static List<Long> family(long pid, List<Long> listed) {
		Stream<ProcessHandle> children = ProcessHandle.of(pid).stream().flatMap(ProcessHandle::children);
		return Stream
			.concat(Stream.of(pid),
					children.map(ProcessHandle::pid)
						.filter((child) -> !listed.contains(child))
						.flatMap((child) -> family(child, listed).stream()))
			.toList();
	}

	private static Map<Long, Long> measure(List<Long> pids) {
		if (pids.isEmpty()) {
			return Map.of();
		}
		String list = pids.stream().map(String::valueOf).collect(Collectors.joining(","));
		try {
			Process ps = new ProcessBuilder("ps", "-o", "pid=,rss=", "-p", list)
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.start();
			try (BufferedReader lines = ps.inputReader(StandardCharsets.UTF_8)) {
				return lines.lines()
					.map((line) -> line.strip().split("\\s+"))
					.filter((words) -> words.length == 2)
					.collect(Collectors.toMap((words) -> Long.valueOf(words[0]),
							(words) -> Long.parseLong(words[1]) * 1024));
			}
		}
		catch (IOException ex) {
			return Map.of();
		}
	}

}
