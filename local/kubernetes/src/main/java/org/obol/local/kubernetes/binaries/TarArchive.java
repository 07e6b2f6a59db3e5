package org.obol.local.kubernetes.binaries;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Takes one file out of a gzipped tar archive (POSIX ustar: 512-byte headers, name at 0,
 * octal size at 124).
 */
final class TarArchive {

	private static final int BLOCK = 512;

	private TarArchive() {
	}

	static void extract(Path archive, String name, Path target) throws IOException {
		try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
			byte[] header = in.readNBytes(BLOCK);
			while (header.length == BLOCK && header[0] != 0) {
				long size = Long.parseLong(text(header, 124, 12).strip(), 8);
				if (text(header, 0, 100).equals(name)) {
					copy(in, size, target);
					return;
				}
				in.skipNBytes((size + BLOCK - 1) / BLOCK * BLOCK);
				header = in.readNBytes(BLOCK);
			}
		}
		throw new IOException("no " + name + " in " + archive.getFileName());
	}

	private static void copy(InputStream in, long size, Path target) throws IOException {
		try (OutputStream out = Files.newOutputStream(target)) {
			byte[] buffer = new byte[64 * 1024];
			long left = size;
			while (left > 0) {
				int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
				if (count < 0) {
					throw new IOException("the archive ends early");
				}
				out.write(buffer, 0, count);
				left -= count;
			}
		}
	}

	private static String text(byte[] header, int from, int length) {
		int end = from;
		while (end < from + length && header[end] != 0) {
			end++;
		}
		return new String(header, from, end - from, StandardCharsets.US_ASCII);
	}

}
