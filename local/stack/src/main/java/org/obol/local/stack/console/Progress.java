package org.obol.local.stack.console;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Tells what has happened so far, one plain line each with the seconds since the command
 * began; the same on a terminal and in a log file.
 */
public final class Progress {

	private final PrintStream out;

	private final Clock clock;

	private final Instant began;

	/**
	 * Starts counting seconds now.
	 * @param out where the lines go
	 * @param clock tells the time
	 */
	public Progress(PrintStream out, Clock clock) {
		this.out = out;
		this.clock = clock;
		this.began = clock.instant();
	}

	/**
	 * Tells a step, with the time that has passed.
	 * @param line what happened
	 */
	public synchronized void step(String line) {
		this.out.println(String.format(Locale.ROOT, "[%5.1f s] %s", elapsed().toMillis() / 1000.0, line));
		this.out.flush();
	}

	/**
	 * Prints a line as it is, for results.
	 * @param line the text
	 */
	public synchronized void print(String line) {
		this.out.println(line);
		this.out.flush();
	}

	/** Says how long ago the command began. */
	public Duration elapsed() {
		return Duration.between(this.began, this.clock.instant());
	}

}
