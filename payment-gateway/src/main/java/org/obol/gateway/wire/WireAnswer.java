package org.obol.gateway.wire;

import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An answer while it comes: an event loop puts its parts in, one thread that may block
 * takes them out.
 */
public final class WireAnswer implements AutoCloseable {

	/** So many parts may wait for the reader before the sender has to. */
	private static final int AHEAD = 16;

	private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();

	private volatile @Nullable WireConnection connection;

	private volatile boolean whole;

	private Signal.@Nullable Head head;

	private boolean ended;

	WireAnswer() {
	}

	/**
	 * The status.
	 * @return an HTTP status code
	 */
	public int status() {
		return received().status;
	}

	/**
	 * The headers.
	 * @return as they came
	 */
	public HttpHeaders headers() {
		return received().headers;
	}

	/**
	 * Blocks until the next part of the body is there.
	 * @param patience how long, in nanoseconds
	 * @return the part, or nothing after the last one
	 * @throws WireException when the rest will not come
	 */
	public Optional<byte[]> next(long patience) throws WireException {
		if (this.ended) {
			return Optional.empty();
		}
		return switch (take(patience)) {
			case Signal.Part(byte[] bytes) -> {
				WireConnection sender = this.connection;
				if (sender != null) {
					sender.hasRoom(this);
				}
				yield Optional.of(bytes);
			}
			case Signal.End() -> {
				this.ended = true;
				yield Optional.empty();
			}
			case Signal.Head ignored -> throw failed(WireException.Kind.BROKEN, "a second head");
			case Signal.Failed(WireException.Kind kind, String message) -> throw failed(kind, message);
		};
	}

	/**
	 * Blocks until all of the body is there.
	 * @param deadline until when, by {@link System#nanoTime()}
	 * @param most how many bytes are taken
	 * @return the body
	 * @throws WireException when it will not come, or is longer
	 */
	public byte[] whole(long deadline, int most) throws WireException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (Optional<byte[]> part = nextBy(deadline); part.isPresent(); part = nextBy(deadline)) {
			body.writeBytes(part.get());
			if (body.size() > most) {
				throw failed(WireException.Kind.BROKEN, "an answer of more than " + most + " bytes");
			}
		}
		return body.toByteArray();
	}

	/** Nobody waits any more: whoever does is told, and the other side as well. */
	public void abandon() {
		put(new Signal.Failed(WireException.Kind.ABANDONED, "nobody waits for it"));
		close();
	}

	/** Ends the exchange, also in the middle of the body. */
	@Override
	public void close() {
		WireConnection sender = this.connection;
		if (!this.whole && sender != null) {
			// What is not read to its end can't carry another request.
			sender.drop(this);
		}
	}

	/** Blocks until the head is there; false when nothing was sent. */
	boolean awaitHead(long deadline) throws WireException {
		return switch (take(deadline - System.nanoTime())) {
			case Signal.Head received -> {
				this.head = received;
				yield true;
			}
			case Signal.Failed(WireException.Kind kind, String ignored) when kind == WireException.Kind.UNSENT -> false;
			case Signal.Failed(WireException.Kind kind, String message) -> throw failed(kind, message);
			case Signal.Part ignored -> throw failed(WireException.Kind.BROKEN, "no head");
			case Signal.End ignored -> throw failed(WireException.Kind.BROKEN, "no head");
		};
	}

	void comesOver(WireConnection connection) {
		this.connection = connection;
	}

	void put(Signal signal) {
		if (signal instanceof Signal.End) {
			this.whole = true;
		}
		this.signals.add(signal);
	}

	boolean isFull() {
		return this.signals.size() >= AHEAD;
	}

	private Optional<byte[]> nextBy(long deadline) throws WireException {
		return next(deadline - System.nanoTime());
	}

	private Signal.Head received() {
		Signal.Head received = this.head;
		if (received == null) {
			throw new IllegalStateException("the head is not there yet");
		}
		return received;
	}

	private Signal take(long patience) {
		try {
			Signal signal = (patience > 0) ? this.signals.poll(patience, TimeUnit.NANOSECONDS) : this.signals.poll();
			return (signal != null) ? signal : new Signal.Failed(WireException.Kind.TIMEOUT,
					"nothing came within " + Duration.ofNanos(Math.max(patience, 0)).toMillis() + " ms");
		}
		catch (InterruptedException ignored) {
			Thread.currentThread().interrupt();
			return new Signal.Failed(WireException.Kind.ABANDONED, "interrupted");
		}
	}

	private WireException failed(WireException.Kind kind, String message) {
		this.ended = true;
		close();
		return new WireException(kind, message);
	}

	/** What an event loop has to tell. */
	sealed interface Signal {

		record Head(int status, HttpHeaders headers) implements Signal {

		}

		record Part(byte[] bytes) implements Signal {

		}

		record End() implements Signal {

		}

		record Failed(WireException.Kind kind, String message) implements Signal {

		}

	}

}
