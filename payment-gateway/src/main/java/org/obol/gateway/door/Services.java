package org.obol.gateway.door;

import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import org.obol.gateway.upstream.Upstream;
import org.obol.gateway.upstream.UpstreamAnswer;
import org.obol.gateway.upstream.UpstreamException;
import org.obol.gateway.upstream.UpstreamRequest;
import org.obol.gateway.wire.WireAnswer;
import org.obol.gateway.wire.WireClient;
import org.obol.gateway.wire.WireException;
import org.obol.gateway.wire.WireLoops;
import org.obol.gateway.wire.WireRequest;
import org.obol.kube.ServiceResolver;
import org.springframework.stereotype.Component;

/**
 * The way to what is sold. An answer ends here and not in the buyer's response, because
 * nothing may reach the buyer before the money has moved.
 */
@Component
class Services implements AutoCloseable {

	private static final Duration CONNECT = Duration.ofSeconds(3);

	// Python's and Node's servers keep an idle connection for five seconds.
	private static final Duration KEPT = Duration.ofSeconds(4);

	private final ServiceResolver addresses;

	private final WireClient wire;

	Services(ServiceResolver addresses, WireLoops loops) {
		this.addresses = addresses;
		this.wire = loops.client(CONNECT, KEPT);
	}

	/** The way for one buyer, whose call ends when he goes. */
	Upstream on(BuyerConnection buyer) {
		return (request, timeout) -> call(request, timeout, buyer);
	}

	private UpstreamAnswer call(UpstreamRequest request, Duration timeout, BuyerConnection buyer) {
		HttpHeaders headers = WireRequest.noHeaders();
		request.headers().forEach(headers::set);
		WireRequest sent = new WireRequest(request.method(), this.addresses.locate(request.url()), headers,
				request.body());
		long deadline = System.nanoTime() + timeout.toNanos();
		if (buyer.isGone()) {
			throw new UpstreamException(UpstreamException.Kind.ABANDONED, "nobody waits for it");
		}
		try {
			WireAnswer answer = this.wire.send(sent, deadline, (begun) -> buyer.whenGone(begun::abandon));
			return new ServiceAnswer(answer, timeout, deadline);
		}
		catch (WireException ex) {
			throw ServiceAnswer.failed(ex);
		}
	}

	@Override
	public void close() {
		this.wire.close();
	}

}
