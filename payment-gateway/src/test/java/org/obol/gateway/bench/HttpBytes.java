package org.obol.gateway.bench;

import java.nio.charset.StandardCharsets;

/**
 * Finds the ends of HTTP/1.1 messages in bytes that arrive piece by piece. Knows as much
 * of the protocol as a benchmark on loopback meets: a body has a length.
 */
final class HttpBytes {

	private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

	private byte[] bytes = new byte[32 * 1024];

	private int size;

	private int head;

	/** Makes room and says where the next bytes go. */
	byte[] room(int more) {
		if (this.size + more > this.bytes.length) {
			this.bytes = java.util.Arrays.copyOf(this.bytes, Math.max(this.bytes.length * 2, this.size + more));
		}
		return this.bytes;
	}

	int size() {
		return this.size;
	}

	void added(int count) {
		this.size += count;
	}

	/** The length of the first whole message, or -1 while it is not all there. */
	int whole() {
		this.head = endOfHead();
		if (this.head < 0) {
			return -1;
		}
		int all = this.head + bodyLength();
		return (all <= this.size) ? all : -1;
	}

	/** Drops a message that was dealt with. */
	void drop(int count) {
		System.arraycopy(this.bytes, count, this.bytes, 0, this.size - count);
		this.size -= count;
	}

	/** The status of the response that {@link #whole} found. */
	int status() {
		return (this.bytes[9] - '0') * 100 + (this.bytes[10] - '0') * 10 + (this.bytes[11] - '0');
	}

	/** The path of the request that {@link #whole} found. */
	String path() {
		int from = 0;
		while (this.bytes[from] != ' ') {
			from++;
		}
		int to = from + 1;
		while (this.bytes[to] != ' ') {
			to++;
		}
		return new String(this.bytes, from + 1, to - from - 1, StandardCharsets.US_ASCII);
	}

	/** The body of the message that {@link #whole} found. */
	String body(int whole) {
		return new String(this.bytes, this.head, whole - this.head, StandardCharsets.UTF_8);
	}

	private int endOfHead() {
		for (int i = 3; i < this.size; i++) {
			if (this.bytes[i] == '\n' && this.bytes[i - 1] == '\r' && this.bytes[i - 2] == '\n'
					&& this.bytes[i - 3] == '\r') {
				return i + 1;
			}
		}
		return -1;
	}

	private int bodyLength() {
		for (int line = 0; line < this.head; line++) {
			if (isLength(line)) {
				int value = 0;
				for (int i = line + LENGTH.length; this.bytes[i] != '\r'; i++) {
					value = (this.bytes[i] == ' ') ? value : value * 10 + this.bytes[i] - '0';
				}
				return value;
			}
			while (this.bytes[line] != '\n') {
				line++;
			}
		}
		return 0;
	}

	private boolean isLength(int at) {
		for (int i = 0; i < LENGTH.length; i++) {
			if (at + i >= this.size || (this.bytes[at + i] | 0x20) != (LENGTH[i] | 0x20)) {
				return false;
			}
		}
		return true;
	}

}
