package org.obol.gateway.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests over a fixed number of kept connections, from one thread: each
 * connection its next request when the last is answered, or all together at a fixed rate.
 * At a rate, a request that had to wait for a connection counts from the time it was due.
 */
final class Load {

	private static final long POLL = Duration.ofNanos(30_000).toNanos();

	private final URI url;

	private final int connections;

	private final byte[] head;

	private final byte[] tail;

	private final ByteBuffer read = ByteBuffer.allocateDirect(64 * 1024);

	private final ArrayDeque<Connection> idle = new ArrayDeque<>();

	private final Map<Integer, Long> statuses = new TreeMap<>();

	private long[] nanos = new long[1 << 16];

	private int answered;

	private int sent;

	Load(URI url, int connections, String body) {
		this.url = url;
		this.connections = connections;
		this.head = ("POST " + url.getRawPath() + " HTTP/1.1\r\nhost: " + url.getAuthority() + "\r\n")
			.getBytes(StandardCharsets.US_ASCII);
		this.tail = ("content-type: application/json\r\naccept: application/json\r\ncontent-length: " + body.length()
				+ "\r\n\r\n" + body)
			.getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * What came of it.
	 *
	 * @param answered how many answers
	 * @param seconds in which time
	 * @param statuses how often each status
	 * @param p50 milliseconds
	 * @param p99 milliseconds
	 */
	record Result(int answered, double seconds, Map<Integer, Long> statuses, double p50, double p99) {

		double perSecond() {
			return this.answered / this.seconds;
		}

	}

	/**
	 * Runs.
	 * @param time how long at most
	 * @param rate requests a second; 0 for as fast as they are answered
	 * @param payments header values, each used once; absent for requests without payment
	 */
	Result run(Duration time, double rate, @Nullable List<String> payments) throws IOException {
		long begin = System.nanoTime();
		long end = begin + time.toNanos();
		int most = (payments != null) ? payments.size() : Integer.MAX_VALUE;
		try (Selector selector = Selector.open()) {
			open(selector);
			long now = begin;
			while (now < end + Duration.ofSeconds(10).toNanos()) {
				boolean over = now >= end || this.sent >= most;
				if (over && this.idle.size() == this.connections) {
					break;
				}
				if (!over) {
					fill(begin, now, rate, most, payments);
				}
				await(selector, rate > 0 && !over);
				now = System.nanoTime();
			}
			for (SelectionKey key : selector.keys()) {
				key.channel().close();
			}
			return result(now - begin);
		}
	}

	private void open(Selector selector) throws IOException {
		for (int i = 0; i < this.connections; i++) {
			SocketChannel channel = SocketChannel.open(new InetSocketAddress(this.url.getHost(), this.url.getPort()));
			channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
			channel.configureBlocking(false);
			Connection connection = new Connection(channel);
			channel.register(selector, SelectionKey.OP_READ, connection);
			this.idle.add(connection);
		}
	}

	private void fill(long begin, long now, double rate, int most, @Nullable List<String> payments) throws IOException {
		while (!this.idle.isEmpty() && this.sent < most) {
			long due = (rate > 0) ? begin + (long) (this.sent / rate * 1e9) : now;
			if (due > now) {
				return;
			}
			Connection connection = this.idle.poll();
			// A connection that waited for the request was ready in time.
			connection.since = (rate > 0 && connection.free > due) ? due : System.nanoTime();
			connection.send((payments != null) ? payments.get(this.sent) : null);
			this.sent++;
		}
	}

	private void await(Selector selector, boolean polling) throws IOException {
		int ready = polling ? selector.selectNow(this::receive) : selector.select(this::receive, 100);
		if (polling && ready == 0) {
			LockSupport.parkNanos(POLL);
		}
	}

	private void receive(SelectionKey key) {
		Connection connection = (Connection) key.attachment();
		try {
			if (connection.receive()) {
				done(connection);
			}
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException("the connection broke", ex);
		}
	}

	private void done(Connection connection) {
		long now = System.nanoTime();
		if (this.answered == this.nanos.length) {
			this.nanos = Arrays.copyOf(this.nanos, this.nanos.length * 2);
		}
		this.nanos[this.answered++] = now - connection.since;
		connection.free = now;
		this.statuses.merge(connection.status, 1L, Long::sum);
		this.idle.add(connection);
	}

	private Result result(long took) {
		long[] sorted = Arrays.copyOf(this.nanos, this.answered);
		Arrays.sort(sorted);
		double p50 = (this.answered > 0) ? sorted[this.answered / 2] / 1e6 : 0;
		double p99 = (this.answered > 0) ? sorted[(int) (this.answered * 0.99)] / 1e6 : 0;
		return new Result(this.answered, took / 1e9, this.statuses, p50, p99);
	}

	private final class Connection {

		private final SocketChannel channel;

		private final HttpBytes bytes = new HttpBytes();

		private final ByteBuffer request = ByteBuffer.allocateDirect(32 * 1024);

		private long since;

		private long free;

		private int status;

		Connection(SocketChannel channel) {
			this.channel = channel;
		}

		void send(@Nullable String payment) throws IOException {
			this.request.clear().put(Load.this.head);
			if (payment != null) {
				this.request.put(("payment-signature: " + payment + "\r\n").getBytes(StandardCharsets.US_ASCII));
			}
			this.request.put(Load.this.tail).flip();
			while (this.request.hasRemaining()) {
				this.channel.write(this.request);
			}
		}

		boolean receive() throws IOException {
			ByteBuffer read = Load.this.read;
			int count = this.channel.read(read.clear());
			if (count < 0) {
				throw new IOException("closed by the server");
			}
			read.flip().get(this.bytes.room(count), this.bytes.size(), count);
			this.bytes.added(count);
			int whole = this.bytes.whole();
			if (whole < 0) {
				return false;
			}
			this.status = this.bytes.status();
			this.bytes.drop(whole);
			return true;
		}

	}

}
