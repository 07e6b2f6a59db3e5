package org.obol.local.stack;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.obol.local.stack.console.StackException;
import org.obol.local.stack.data.DataDirectory;
import org.obol.local.stack.data.RunningProcess;
import org.obol.local.stack.data.StackState;
import org.obol.local.stack.data.StateFile;

/**
 * The log of one program, printed from its end and followed while it grows.
 */
final class LogFile {

	private final Path file;

	private long printed;

	LogFile(Path file) {
		this.file = file;
	}

	/**
	 * Finds a log by the name that status shows; logs of a stack that no longer runs are
	 * found too.
	 */
	static LogFile of(String name, DataDirectory data) {
		List<RunningProcess> known = new StateFile(data).read().map(StackState::processes).orElse(List.of());
		return known.stream()
			.filter((process) -> process.name().equals(name))
			.map((process) -> Path.of(process.log()))
			.findFirst()
			.or(() -> Stream.of(data.log(name)).filter((file) -> isInside(file, data)).findFirst())
			.filter(Files::exists)
			.map(LogFile::new)
			.orElseThrow(() -> new StackException("There is no log of " + name + ": " + choice(known)));
	}

	private static boolean isInside(Path file, DataDirectory data) {
		return data.logs().equals(file.normalize().getParent());
	}

	private static String choice(List<RunningProcess> known) {
		if (known.isEmpty()) {
			return "nothing has been started yet.";
		}
		return "choose one of " + known.stream().map(RunningProcess::name).collect(Collectors.joining(", ")) + ".";
	}

	void print(PrintWriter out, int tail) {
		try (Stream<String> lines = Files.lines(this.file, StandardCharsets.ISO_8859_1)) {
			Deque<String> last = new ArrayDeque<>();
			this.printed = Files.size(this.file);
			lines.forEach((line) -> {
				last.addLast(line);
				if (tail > 0 && last.size() > tail) {
					last.removeFirst();
				}
			});
			last.forEach((line) -> out.println(utf8(line)));
			out.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	// Read byte by byte, so that a log that is no text can't stop the printing.
	private static String utf8(String bytes) {
		return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
	}

	void follow(PrintWriter out) {
		followWhile(out, () -> true);
	}

	/** Prints what is added, until the condition no longer holds. */
	void followWhile(PrintWriter out, BooleanSupplier condition) {
		boolean goOn = true;
		while (goOn) {
			goOn = condition.getAsBoolean();
			printNew(out);
			if (goOn && !pause()) {
				return;
			}
		}
	}

	private void printNew(PrintWriter out) {
		if (!Files.exists(this.file)) {
			return;
		}
		try (RandomAccessFile log = new RandomAccessFile(this.file.toFile(), "r")) {
			long length = log.length();
			if (length < this.printed) {
				this.printed = 0;
			}
			byte[] added = new byte[Math.toIntExact(Math.min(length - this.printed, 1 << 20))];
			log.seek(this.printed);
			log.readFully(added);
			this.printed += added.length;
			out.print(new String(added, StandardCharsets.UTF_8));
			out.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean pause() {
		try {
			Thread.sleep(150);
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
