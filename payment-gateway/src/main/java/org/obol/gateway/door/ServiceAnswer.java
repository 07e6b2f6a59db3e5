package org.obol.gateway.door;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.obol.gateway.upstream.UpstreamAnswer;
import org.obol.gateway.upstream.UpstreamException;
import org.obol.gateway.wire.WireAnswer;
import org.obol.gateway.wire.WireException;

/** A service's answer, part by part, within the time that its call may take. */
final class ServiceAnswer implements UpstreamAnswer {

	private final WireAnswer answer;

	private final Map<String, List<String>> headers;

	private final Duration timeout;

	/** When the whole of it must be there; none once it flows to a buyer who paid. */
	private final long deadline;

	private boolean flows;

	ServiceAnswer(WireAnswer answer, Duration timeout, long deadline) {
		this.answer = answer;
		this.headers = headersOf(answer);
		this.timeout = timeout;
		this.deadline = deadline;
	}

	private static Map<String, List<String>> headersOf(WireAnswer answer) {
		Map<String, List<String>> headers = new TreeMap<>();
		answer.headers()
			.forEach((header) -> headers
				.computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), (ignored) -> new ArrayList<>(1))
				.add(header.getValue()));
		return headers;
	}

	@Override
	public int status() {
		return this.answer.status();
	}

	@Override
	public Map<String, List<String>> headers() {
		return this.headers;
	}

	@Override
	public Optional<byte[]> next() {
		long patience = this.timeout.toNanos();
		if (!this.flows) {
			// Drop by drop it would outlast the payment's validity.
			patience = Math.min(patience, this.deadline - System.nanoTime());
		}
		try {
			return this.answer.next(patience);
		}
		catch (WireException ex) {
			throw failed(ex);
		}
	}

	@Override
	public void flows() {
		this.flows = true;
	}

	@Override
	public void close() {
		this.answer.close();
	}

	static UpstreamException failed(WireException ex) {
		UpstreamException.Kind kind = switch (ex.kind()) {
			case UNSENT -> UpstreamException.Kind.UNREACHABLE;
			case BROKEN -> UpstreamException.Kind.BROKEN;
			case TIMEOUT -> UpstreamException.Kind.TIMEOUT;
			case ABANDONED -> UpstreamException.Kind.ABANDONED;
		};
		return new UpstreamException(kind, String.valueOf(ex.getMessage()));
	}

}
