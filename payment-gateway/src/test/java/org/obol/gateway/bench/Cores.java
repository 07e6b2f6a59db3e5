package org.obol.gateway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Puts what is measured on one core and everything else, the database included, on
 * another. Where {@code taskset} is missing nothing is pinned, and the report says so.
 */
final class Cores {

	/** For what is measured. */
	static final String SUBJECT = System.getProperty("bench.core", "0");

	/** For everything else. */
	static final String REST = System.getProperty("bench.rest", "1");

	private static final Path TASKSET = Path.of("/usr/bin/taskset");

	// Asked before anything is pinned: afterwards there is one processor only.
	private static final boolean CAN_PIN = Files.isExecutable(TASKSET)
			&& Runtime.getRuntime().availableProcessors() > 1;

	private Cores() {
	}

	static boolean canPin() {
		return CAN_PIN;
	}

	static List<String> command(String core) {
		return CAN_PIN ? List.of(TASKSET.toString(), "-c", core) : List.of();
	}

	/** Moves this process and all its children; what they start later follows. */
	static void moveEverythingElse() throws IOException, InterruptedException {
		if (!CAN_PIN) {
			return;
		}
		ProcessHandle self = ProcessHandle.current();
		for (ProcessHandle process : Stream.concat(Stream.of(self), self.descendants()).toList()) {
			Process taskset = new ProcessBuilder(TASKSET.toString(), "-acp", REST, String.valueOf(process.pid()))
				.redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			taskset.waitFor(10, TimeUnit.SECONDS);
		}
	}

}
