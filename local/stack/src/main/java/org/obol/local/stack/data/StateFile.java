package org.obol.local.stack.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and writes {@code stack.json}. It is replaced as a whole, so that a reader never
 * sees half of it.
 */
public final class StateFile {

	private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	private final Path file;

	/**
	 * Uses the state file of a data directory.
	 * @param data the data directory
	 */
	public StateFile(DataDirectory data) {
		this.file = data.stateFile();
	}

	/**
	 * Reads what the last stack wrote, whether or not it still runs.
	 * @return the state, or empty when there is none that can be read
	 */
	public Optional<StackState> read() {
		try {
			return Optional.of(JSON.readValue(Files.readString(this.file), StackState.class));
		}
		catch (IOException | JacksonException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Reads the state of a stack whose process is alive.
	 * @return the state, or empty when no stack runs
	 */
	public Optional<StackState> running() {
		return read().filter((state) -> ProcessHandle.of(state.pid()).filter((it) -> isThatOf(state, it)).isPresent());
	}

	// A process that began after the state was written is a stranger who got the pid
	// later.
	private static boolean isThatOf(StackState state, ProcessHandle process) {
		return process.isAlive() && process.info()
			.startInstant()
			.map((began) -> began.isBefore(state.startedAt().plusSeconds(5)))
			.orElse(true);
	}

	/**
	 * Replaces the state.
	 * @param state what runs now
	 */
	public void write(StackState state) {
		try {
			Path whole = this.file.resolveSibling(this.file.getFileName() + ".new");
			Files.createDirectories(this.file.toAbsolutePath().getParent());
			Files.writeString(whole, toJson(state));
			Files.move(whole, this.file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Forgets the state: nothing runs. */
	public void delete() {
		try {
			Files.deleteIfExists(this.file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Renders any value as the file does.
	 * @param value a record of this package, or a collection
	 * @return JSON
	 */
	public static String toJson(Object value) {
		return JSON.writeValueAsString(value) + System.lineSeparator();
	}

}
