package org.obol.local.kubernetes.volume;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A directory that is kept equal to a set of files. A reader sees each file whole, old or
 * new.
 */
final class FileTree {

	private static final List<PosixFilePermission> BITS = List.of(PosixFilePermission.OTHERS_EXECUTE,
			PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_READ, PosixFilePermission.GROUP_EXECUTE,
			PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_READ, PosixFilePermission.OWNER_EXECUTE,
			PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_READ);

	private final Path root;

	FileTree(Path root) {
		this.root = root;
	}

	void become(Map<String, FileContent> files) {
		try {
			Files.createDirectories(this.root);
			Set<Path> wanted = new HashSet<>();
			for (Map.Entry<String, FileContent> file : files.entrySet()) {
				Path path = inside(file.getKey());
				wanted.add(path);
				write(path, file.getValue());
			}
			removeAllBut(wanted);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Path inside(String name) {
		Path path = this.root.resolve(name).normalize();
		if (!path.startsWith(this.root) || path.equals(this.root)) {
			throw new VolumeNotReadyException("path " + name + " leads out of the volume");
		}
		return path;
	}

	private void write(Path path, FileContent content) throws IOException {
		if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
				&& Arrays.equals(Files.readAllBytes(path), content.bytes())) {
			return;
		}
		Files.createDirectories(path.getParent());
		Path whole = path.resolveSibling(".new-" + path.getFileName());
		Files.write(whole, content.bytes());
		Files.setPosixFilePermissions(whole, permissions(content.mode()));
		Files.move(whole, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
	}

	private void removeAllBut(Set<Path> wanted) throws IOException {
		try (Stream<Path> paths = Files.walk(this.root)) {
			for (Path path : paths.filter(Files::isRegularFile).sorted(Comparator.reverseOrder()).toList()) {
				if (!wanted.contains(path)) {
					Files.delete(path);
				}
			}
		}
	}

	private static Set<PosixFilePermission> permissions(int mode) {
		Set<PosixFilePermission> permissions = EnumSet.of(PosixFilePermission.OWNER_READ);
		for (int bit = 0; bit < BITS.size(); bit++) {
			if ((mode & (1 << bit)) != 0) {
				permissions.add(BITS.get(bit));
			}
		}
		return permissions;
	}

}
