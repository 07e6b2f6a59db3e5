package org.obol.system.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was measured, in order, as a table. */
final class Figures {

	private final Map<String, String> rows = new LinkedHashMap<>();

	void add(String what, Duration time) {
		add(what, (time.toMillis() < 10_000) ? time.toMillis() + " ms" : "%.1f s".formatted(time.toMillis() / 1000.0));
	}

	void add(String what, String value) {
		this.rows.put(what, value);
		System.out.println("bench: " + what + ": " + value);
	}

	void writes(String what, Map<String, Long> writes, int objects) {
		long all = writes.values().stream().mapToLong(Long::longValue).sum();
		add(what, (objects == 1) ? all + " " + writes : "%.1f".formatted((double) all / objects) + " " + writes);
	}

	void print(Path file) throws IOException {
		StringBuilder table = new StringBuilder("| What | Measured |\n|---|---|\n");
		this.rows.forEach((what, value) -> table.append("| ").append(what).append(" | ").append(value).append(" |\n"));
		Files.writeString(file, table);
		System.out.println(table);
	}

}
