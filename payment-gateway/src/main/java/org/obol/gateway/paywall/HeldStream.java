package org.obol.gateway.paywall;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.obol.gateway.upstream.StreamJudge;
import org.obol.gateway.upstream.UpstreamAnswer;
import org.obol.gateway.upstream.UpstreamException;

/**
 * A stream that has shown content and waits for its money before the first byte goes out.
 */
final class HeldStream {

	private static final byte[] BROKEN = ("data: {\"error\":{\"message\":\"The answer broke off. Send the same payment "
			+ "again; it is still good.\",\"code\":\"upstream_failed\"}}\n\n")
		.getBytes(StandardCharsets.UTF_8);

	private final int status;

	private final Map<String, List<String>> headers;

	private final UpstreamAnswer answer;

	private final StreamJudge judge;

	private byte[] held;

	private boolean over;

	HeldStream(int status, Map<String, List<String>> headers, byte[] held, UpstreamAnswer answer, StreamJudge judge) {
		this.status = status;
		this.headers = headers;
		this.held = held;
		this.answer = answer;
		this.judge = judge;
	}

	int status() {
		return this.status;
	}

	Map<String, List<String>> headers() {
		return this.headers;
	}

	/** Blocks for the next bytes that may be passed on. */
	Optional<byte[]> next() {
		if (this.held.length > 0) {
			this.answer.flows();
			byte[] first = this.held;
			this.held = new byte[0];
			return Optional.of(first);
		}
		while (!this.over) {
			Optional<byte[]> passed = read();
			if (passed.isPresent()) {
				return passed;
			}
		}
		return Optional.empty();
	}

	private Optional<byte[]> read() {
		try {
			Optional<byte[]> part = this.answer.next();
			if (part.isEmpty()) {
				this.judge.end();
			}
			else if (!this.judge.hasFailed()) {
				byte[] passed = this.judge.take(part.get());
				return (passed.length > 0) ? Optional.of(passed) : Optional.empty();
			}
		}
		catch (UpstreamException ignored) {
			// Told to the buyer below, in our own words.
		}
		this.over = true;
		return this.judge.isComplete() ? Optional.empty() : Optional.of(BROKEN);
	}

	boolean isComplete() {
		return this.judge.isComplete();
	}

	void close() {
		this.over = true;
		this.answer.close();
	}

}
