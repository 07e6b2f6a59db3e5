package org.obol.gateway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * An HTTP server on loopback that answers at once, on one thread: what stands behind the
 * gateway while it is measured must not be the limit.
 */
final class InstantServer implements AutoCloseable {

	private final Answers answers;

	private final ServerSocketChannel socket;

	private final Selector selector;

	private final ByteBuffer read = ByteBuffer.allocateDirect(64 * 1024);

	private final ByteBuffer write = ByteBuffer.allocateDirect(64 * 1024);

	InstantServer(String name, Answers answers) {
		this.answers = answers;
		try {
			this.selector = Selector.open();
			this.socket = ServerSocketChannel.open();
			this.socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
			this.socket.configureBlocking(false);
			this.socket.register(this.selector, SelectionKey.OP_ACCEPT);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread.ofPlatform().name(name).daemon().start(this::run);
	}

	/** Says what to answer. */
	@FunctionalInterface
	interface Answers {

		/**
		 * Answers a request.
		 * @param path the request's path
		 * @param body the request's body
		 * @return a whole response
		 */
		byte[] to(String path, String body);

	}

	static byte[] json(String body) {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		return ("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + bytes.length + "\r\n\r\n"
				+ body)
			.getBytes(StandardCharsets.UTF_8);
	}

	URI url() {
		return URI.create("http://127.0.0.1:" + this.socket.socket().getLocalPort());
	}

	private void run() {
		try {
			while (this.socket.isOpen()) {
				this.selector.select(this::ready);
			}
		}
		catch (IOException | java.nio.channels.ClosedSelectorException ignored) {
			// Closed: the benchmark is over.
		}
	}

	private void ready(SelectionKey key) {
		try {
			if (key.isAcceptable()) {
				accept();
			}
			else {
				serve(key);
			}
		}
		catch (IOException ex) {
			key.cancel();
		}
	}

	private void accept() throws IOException {
		SocketChannel accepted = this.socket.accept();
		if (accepted != null) {
			accepted.configureBlocking(false);
			accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
			accepted.register(this.selector, SelectionKey.OP_READ, new HttpBytes());
		}
	}

	private void serve(SelectionKey key) throws IOException {
		SocketChannel channel = (SocketChannel) key.channel();
		HttpBytes bytes = (HttpBytes) key.attachment();
		if (channel.read(this.read.clear()) < 0) {
			channel.close();
			return;
		}
		this.read.flip();
		int count = this.read.remaining();
		this.read.get(bytes.room(count), bytes.size(), count);
		bytes.added(count);
		this.write.clear();
		for (int whole = bytes.whole(); whole > 0; whole = bytes.whole()) {
			this.write.put(this.answers.to(bytes.path(), bytes.body(whole)));
			bytes.drop(whole);
		}
		this.write.flip();
		while (this.write.hasRemaining()) {
			channel.write(this.write);
		}
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
		this.selector.close();
	}

}
