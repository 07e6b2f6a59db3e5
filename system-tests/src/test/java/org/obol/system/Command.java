package org.obol.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a command as a person would, and keeps what it said. */
record Command(List<String> words, Path directory, Map<String, String> environment, Duration patience) {

	/**
	 * What a command said.
	 *
	 * @param status the exit status
	 * @param out what it printed
	 * @param err what it complained about
	 */
	record Said(int status, String out, String err) {

		Said andSucceeded() {
			if (this.status != 0) {
				throw new AssertionError("exit status " + this.status + "\n" + this.out + "\n" + this.err);
			}
			return this;
		}

		/** The last line, which is where a script puts its result. */
		String lastLine() {
			return this.out.strip().lines().reduce("", (ignored, line) -> line);
		}

	}

	Said run() {
		try {
			Path out = Files.createTempFile("obol-out", ".txt");
			Path err = Files.createTempFile("obol-err", ".txt");
			ProcessBuilder builder = new ProcessBuilder(this.words).directory(this.directory.toFile())
				.redirectInput(new java.io.File("/dev/null"))
				.redirectOutput(out.toFile())
				.redirectError(err.toFile());
			builder.environment().putAll(this.environment);
			Process process = builder.start();
			if (!process.waitFor(this.patience.toSeconds(), TimeUnit.SECONDS)) {
				process.destroy();
				process.waitFor(20, TimeUnit.SECONDS);
				process.destroyForcibly();
				throw new AssertionError(this.words + " did not end within " + this.patience + "\n"
						+ Files.readString(out) + Files.readString(err));
			}
			Said said = new Said(process.exitValue(), Files.readString(out), Files.readString(err));
			Files.delete(out);
			Files.delete(err);
			return said;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
