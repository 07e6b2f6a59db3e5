package org.obol.local.kubernetes.node;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Copies the asked part of a log file, and what is added while it is followed.
 */
final class LogTail {

	private static final long POLL_NANOS = 200_000_000;

	private final Path log;

	private final LogQuery query;

	LogTail(Path log, LogQuery query) {
		this.log = log;
		this.query = query;
	}

	void copy(OutputStream out, BooleanSupplier isGrowing) throws IOException {
		long left = this.query.limitBytes();
		try (RandomAccessFile file = new RandomAccessFile(this.log.toFile(), "r")) {
			file.seek(start(file));
			byte[] buffer = new byte[16 * 1024];
			while (left > 0) {
				boolean wasGrowing = isGrowing.getAsBoolean();
				int count = file.read(buffer, 0, (int) Math.min(buffer.length, left));
				if (count > 0) {
					out.write(buffer, 0, count);
					left -= count;
				}
				else if (!this.query.follow() || !wasGrowing || Thread.interrupted()) {
					return;
				}
				else {
					out.flush();
					LockSupport.parkNanos(POLL_NANOS);
					reopenIfReplaced(file);
				}
			}
		}
	}

	/** A restart begins a new file; its reader ends here and may ask again. */
	private void reopenIfReplaced(RandomAccessFile file) throws IOException {
		if (!Files.exists(this.log) || Files.size(this.log) < file.getFilePointer()) {
			throw new IOException("the log was begun anew");
		}
	}

	private long start(RandomAccessFile file) throws IOException {
		if (this.query.tailLines() < 0) {
			return 0;
		}
		if (this.query.tailLines() == 0) {
			return file.length();
		}
		long lines = 0;
		long position = file.length();
		while (position > 0) {
			file.seek(position - 1);
			if (file.read() == '\n' && position != file.length()) {
				lines++;
				if (lines >= this.query.tailLines()) {
					return position;
				}
			}
			position--;
		}
		return 0;
	}

}
