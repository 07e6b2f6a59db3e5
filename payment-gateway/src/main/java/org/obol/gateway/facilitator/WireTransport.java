package org.obol.gateway.facilitator;

import io.netty.handler.codec.http.HttpHeaders;
import org.obol.gateway.wire.WireAnswer;
import org.obol.gateway.wire.WireClient;
import org.obol.gateway.wire.WireException;
import org.obol.gateway.wire.WireRequest;
import org.obol.x402.facilitator.Exchange;
import org.obol.x402.facilitator.FacilitatorTransport;

/**
 * Requests to facilitators over this gateway's own connections: two of them are in every
 * sold call, and the JDK's client passes each through four threads.
 */
final class WireTransport implements FacilitatorTransport {

	private final WireClient wire;

	/**
	 * A transport.
	 * @param wire what carries the requests; closed with this
	 */
	WireTransport(WireClient wire) {
		this.wire = wire;
	}

	@Override
	public Exchange send(Request request) {
		HttpHeaders headers = WireRequest.noHeaders();
		request.headers().forEach(headers::set);
		WireRequest sent = new WireRequest(request.method(), request.uri(), headers, request.body());
		long deadline = System.nanoTime() + request.timeout().toNanos();
		try (WireAnswer answer = this.wire.send(sent, deadline, (ignored) -> {
		})) {
			return new Exchange.Answered(answer.status(), answer.whole(deadline, MAX_ANSWER));
		}
		catch (WireException ex) {
			return switch (ex.kind()) {
				case UNSENT -> new Exchange.Unsent("no connection to the facilitator");
				case BROKEN -> new Exchange.Unanswered(false, String.valueOf(ex.getMessage()));
				case TIMEOUT -> Exchange.timedOut(request.timeout());
				case ABANDONED -> new Exchange.Unanswered(true, "interrupted");
			};
		}
	}

	@Override
	public void close() {
		this.wire.close();
	}

}
