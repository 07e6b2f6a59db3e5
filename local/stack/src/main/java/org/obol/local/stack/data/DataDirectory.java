package org.obol.local.stack.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The folder under which everything lies that survives a restart: {@code --data-dir}, or
 * {@code OBOL_HOME}, or {@code ~/.obol}.
 *
 * @param root the folder, absolute
 */
public record DataDirectory(Path root) {

	/**
	 * Makes the path absolute.
	 */
	public DataDirectory {
		root = root.toAbsolutePath().normalize();
	}

	/**
	 * Chooses the folder.
	 * @param flag what {@code --data-dir} says, if it was given
	 * @param environment the environment of the process
	 * @return the folder, which may not exist yet
	 */
	public static DataDirectory choose(@Nullable Path flag, Map<String, String> environment) {
		if (flag != null) {
			return new DataDirectory(flag);
		}
		String home = environment.get("OBOL_HOME");
		if (home != null && !home.isBlank()) {
			return new DataDirectory(Path.of(home));
		}
		return new DataDirectory(Path.of(System.getProperty("user.home"), ".obol"));
	}

	/** The state of {@code obol up}. */
	public Path stack() {
		return this.root.resolve("stack");
	}

	/** One log file per program. */
	public Path logs() {
		return stack().resolve("logs");
	}

	/**
	 * The log of one program that the stack starts itself.
	 * @param name the program
	 * @return its file
	 */
	public Path log(String name) {
		return logs().resolve(name + ".log");
	}

	/** The kubeconfig of an administrator, for the console and for plain kubectl. */
	public Path kubeconfig() {
		return this.root.resolve("kubeconfig");
	}

	/** What runs now. */
	public Path stateFile() {
		return this.root.resolve("stack.json");
	}

	/** The keystores that the console makes. */
	public Path wallet(String name) {
		return this.root.resolve("wallets").resolve(name + ".json");
	}

	/**
	 * Chooses the folder for what is installed once per person and shared by all data
	 * directories: {@code OBOL_CACHE}, or {@code ~/.obol}.
	 * @param environment the environment of the process
	 * @return the folder, which may not exist yet
	 */
	public static Path cache(Map<String, String> environment) {
		String given = environment.get("OBOL_CACHE");
		boolean isGiven = given != null && !given.isBlank();
		Path chosen = isGiven ? Path.of(given) : Path.of(System.getProperty("user.home"), ".obol");
		return chosen.toAbsolutePath().normalize();
	}

	/**
	 * Writes a file that only its owner may read.
	 * @param file where to; what was there is replaced
	 * @param text what to write
	 */
	public static void writePrivate(Path file, String text) {
		try {
			Files.createDirectories(file.toAbsolutePath().getParent());
			Files.deleteIfExists(file);
			Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
			Files.writeString(file, text, StandardOpenOption.TRUNCATE_EXISTING);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
