package org.obol.gateway.door;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.obol.gateway.upstream.UpstreamAnswer;
import org.obol.gateway.upstream.UpstreamException;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientResponse;

/** An answer on a Netty connection, read part by part by a thread that may block. */
final class NettyAnswer implements UpstreamAnswer {

	private static final int AHEAD = 16;

	private final int status;

	private final Map<String, List<String>> headers;

	private final Connection connection;

	private final Duration timeout;

	private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();

	private final Reader reader = new Reader();

	private boolean ended;

	/** When the whole of it must be there; none once it flows to a buyer who paid. */
	private final long deadline;

	private volatile boolean flows;

	NettyAnswer(HttpClientResponse response, Connection connection, Duration timeout, long deadline) {
		this.deadline = deadline;
		this.status = response.status().code();
		this.headers = headersOf(response);
		this.connection = connection;
		this.timeout = timeout;
		connection.inbound().receive().asByteArray().subscribe(this.reader);
	}

	@Override
	public int status() {
		return this.status;
	}

	@Override
	public Map<String, List<String>> headers() {
		return this.headers;
	}

	private static Map<String, List<String>> headersOf(HttpClientResponse response) {
		Map<String, List<String>> headers = new TreeMap<>();
		response.responseHeaders()
			.forEach((header) -> headers
				.computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), (ignored) -> new ArrayList<>(1))
				.add(header.getValue()));
		return headers;
	}

	@Override
	public Optional<byte[]> next() {
		if (this.ended) {
			return Optional.empty();
		}
		return switch (take()) {
			case Signal.Part(byte[] bytes) -> {
				this.reader.request(1);
				yield Optional.of(bytes);
			}
			case Signal.End() -> {
				this.ended = true;
				yield Optional.empty();
			}
			case Signal.Failed(UpstreamException.Kind kind, String message) -> {
				close();
				throw new UpstreamException(kind, message);
			}
		};
	}

	@Override
	public void flows() {
		this.flows = true;
	}

	private Signal take() {
		try {
			long patience = this.timeout.toNanos();
			if (!this.flows) {
				// Drop by drop it would outlast the payment's validity.
				patience = Math.min(patience, this.deadline - System.nanoTime());
			}
			Signal signal = (patience > 0) ? this.signals.poll(patience, TimeUnit.NANOSECONDS) : null;
			return (signal != null) ? signal
					: new Signal.Failed(UpstreamException.Kind.TIMEOUT, "it did not come within " + this.timeout);
		}
		catch (InterruptedException ignored) {
			Thread.currentThread().interrupt();
			return new Signal.Failed(UpstreamException.Kind.ABANDONED, "interrupted");
		}
	}

	/** The buyer has gone: whoever waits for a part is told, and the service as well. */
	void abandon() {
		this.signals.add(new Signal.Failed(UpstreamException.Kind.ABANDONED, "nobody waits for it"));
		close();
	}

	@Override
	public void close() {
		this.reader.cancel();
		if (!this.reader.completed) {
			// What is not read to its end can't go back to the pool.
			this.connection.dispose();
		}
	}

	private sealed interface Signal {

		record Part(byte[] bytes) implements Signal {

		}

		record End() implements Signal {

		}

		record Failed(UpstreamException.Kind kind, String message) implements Signal {

		}

	}

	private final class Reader extends BaseSubscriber<byte[]> {

		private volatile boolean completed;

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
			subscription.request(AHEAD);
		}

		@Override
		protected void hookOnNext(byte[] bytes) {
			NettyAnswer.this.signals.add(new Signal.Part(bytes));
		}

		@Override
		protected void hookOnComplete() {
			this.completed = true;
			NettyAnswer.this.signals.add(new Signal.End());
		}

		@Override
		protected void hookOnError(Throwable cause) {
			NettyAnswer.this.signals.add(new Signal.Failed(UpstreamException.Kind.BROKEN, cause.toString()));
		}

	}

}
