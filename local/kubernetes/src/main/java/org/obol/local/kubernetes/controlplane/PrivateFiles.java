package org.obol.local.kubernetes.controlplane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A directory of keys, which only its owner may enter.
 */
final class PrivateFiles {

	private final Path directory;

	PrivateFiles(Path directory) {
		this.directory = directory;
		try {
			Files.createDirectories(directory);
			Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Writes a file whole or not at all, readable by its owner only. */
	Path write(String name, String content) {
		Path file = this.directory.resolve(name);
		Path whole = this.directory.resolve(name + ".new");
		try {
			Files.deleteIfExists(whole);
			Files.createFile(whole, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
			Files.writeString(whole, content);
			return Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Gives the path of a file, whether it exists or not. */
	Path path(String name) {
		return this.directory.resolve(name);
	}

	boolean has(String name) {
		return Files.exists(path(name));
	}

}
