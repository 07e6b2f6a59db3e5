package org.obol.shell.wallet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only their owner may read, from the moment they exist. */
final class PrivateFiles {

	private PrivateFiles() {
	}

	static void createDirectory(Path directory) throws IOException {
		Files.createDirectories(directory, attribute(directory, "rwx------"));
	}

	/** Creates a file with its whole content; one that exists is never touched. */
	static void create(Path file, String content) throws IOException {
		if (Files.exists(file)) {
			throw new FileAlreadyExistsException(file.toString());
		}
		Path draft = file.resolveSibling(file.getFileName() + ".new");
		Files.deleteIfExists(draft);
		write(draft, content);
		try {
			// A link fails when the name is taken, where a move would replace it.
			Files.createLink(file, draft);
		}
		finally {
			Files.delete(draft);
		}
	}

	static void replace(Path file, String content) throws IOException {
		Files.deleteIfExists(file);
		write(file, content);
	}

	private static void write(Path file, String content) throws IOException {
		Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
		try (SeekableByteChannel channel = Files.newByteChannel(file, options, attribute(file, "rw-------"))) {
			channel.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
		}
	}

	private static FileAttribute<?>[] attribute(Path path, String permissions) {
		boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
		return posix
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
				: new FileAttribute<?>[0];
	}

}
