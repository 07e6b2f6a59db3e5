package org.obol.local.kubernetes.binaries;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The directory that keeps the programs of one Kubernetes release. It is filled by one
 * process at a time, and a program appears in it whole or not at all.
 */
final class BinaryCache {

	/** File locks are held by the whole JVM, so its own threads need one more. */
	private static final ReentrantLock THREADS = new ReentrantLock();

	private final Path directory;

	BinaryCache(Path directory) {
		this.directory = directory;
	}

	Optional<ControlPlaneBinaries> find() {
		return ControlPlaneBinaries.in(this.directory);
	}

	<T> T whileLocked(Progress progress, Supplier<T> work) {
		THREADS.lock();
		try {
			Files.createDirectories(this.directory);
			Path file = this.directory.resolve(".lock");
			try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
				lock(channel, progress);
				return work.get();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			THREADS.unlock();
		}
	}

	/** The lock goes with its channel. */
	private static void lock(FileChannel channel, Progress progress) throws IOException {
		if (channel.tryLock() == null) {
			progress.step("Another process is getting the Kubernetes control plane; waiting for it");
			channel.lock();
		}
	}

	Optional<String> fill(Function<Path, Optional<String>> maker) {
		Path staging = this.directory.resolve("staging");
		try {
			deleteTree(staging);
			Files.createDirectories(staging);
			Optional<String> why = maker.apply(staging);
			if (why.isEmpty()) {
				adopt(staging);
			}
			deleteTree(staging);
			return why;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void adopt(Path staging) throws IOException {
		for (String name : ControlPlaneBinaries.NAMES) {
			Path program = staging.resolve(name);
			Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
			Files.move(program, this.directory.resolve(name), StandardCopyOption.ATOMIC_MOVE,
					StandardCopyOption.REPLACE_EXISTING);
		}
	}

	private static void deleteTree(Path root) throws IOException {
		if (!Files.exists(root)) {
			return;
		}
		List<Path> paths;
		try (Stream<Path> walk = Files.walk(root)) {
			paths = walk.sorted(Comparator.reverseOrder()).toList();
		}
		for (Path path : paths) {
			Files.deleteIfExists(path);
		}
	}

}
