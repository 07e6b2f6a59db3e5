package org.obol.local.stack.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

import org.obol.local.stack.console.StackException;

/**
 * PostgreSQL's programs, unpacked once from the jar that carries them.
 */
final class PostgresInstallation {

	private final Path directory;

	PostgresInstallation(Path directory) {
		this.directory = directory;
	}

	/**
	 * Unpacks the programs when they are not there yet.
	 * @return the folder with {@code bin}, {@code lib} and {@code share}
	 */
	Path install() {
		if (Files.isExecutable(this.directory.resolve("bin/postgres"))) {
			return this.directory;
		}
		try (InputStream packed = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system(), machine())) {
			Path unfinished = this.directory.resolveSibling(this.directory.getFileName() + ".unfinished");
			deleteAll(unfinished);
			unpack(packed, unfinished);
			deleteAll(this.directory);
			Files.move(unfinished, this.directory, StandardCopyOption.ATOMIC_MOVE);
			return this.directory;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("PostgreSQL could not be unpacked into " + this.directory, ex);
		}
		catch (IllegalStateException ex) {
			throw new StackException("There is no embedded PostgreSQL for " + system() + " on " + machine() + ".", ex);
		}
	}

	private static void unpack(InputStream packed, Path target) throws IOException {
		try (TarArchiveInputStream archive = new TarArchiveInputStream(
				new XZCompressorInputStream(new BufferedInputStream(packed)))) {
			TarArchiveEntry entry = archive.getNextEntry();
			while (entry != null) {
				unpackOne(archive, entry, target.resolve(entry.getName()).normalize());
				entry = archive.getNextEntry();
			}
		}
	}

	private static void unpackOne(TarArchiveInputStream archive, TarArchiveEntry entry, Path file) throws IOException {
		if (entry.isDirectory()) {
			Files.createDirectories(file);
			return;
		}
		Files.createDirectories(file.resolveSibling(""));
		if (entry.isSymbolicLink()) {
			Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
			return;
		}
		Files.copy(archive, file);
		boolean program = entry.getName().startsWith("bin/") || (entry.getMode() & 0100) != 0;
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
	}

	private static void deleteAll(Path directory) throws IOException {
		if (!Files.exists(directory)) {
			return;
		}
		try (var files = Files.walk(directory)) {
			for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
				Files.delete(file);
			}
		}
	}

	// The names that the resolver of the carrying jar understands.
	private static String system() {
		return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "Darwin" : "Linux";
	}

	private static String machine() {
		String arch = System.getProperty("os.arch");
		return "amd64".equals(arch) ? "x86_64" : arch;
	}

}
