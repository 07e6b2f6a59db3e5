package org.obol.gateway.facilitator;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.net.URI;
import org.obol.gateway.wire.WireAnswer;
import org.obol.gateway.wire.WireClient;
import org.obol.gateway.wire.WireException;
import org.obol.gateway.wire.WireRequest;
import org.obol.x402.chain.ChainTransport;

/**
 * Questions to a chain over this gateway's own connections: with settlement in this
 * process four of them are in every sold call.
 */
final class WireChainTransport implements ChainTransport {

	private static final int MAX_ANSWER = 8 * 1024 * 1024;

	private static final int OK = 200;

	private final URI url;

	private final WireClient wire;

	/**
	 * A transport.
	 * @param url the endpoint
	 * @param wire what carries the questions; closed with this
	 */
	WireChainTransport(URI url, WireClient wire) {
		this.url = url;
		this.wire = wire;
	}

	@Override
	public byte[] ask(byte[] question) throws IOException {
		long deadline = System.nanoTime() + TIMEOUT.toNanos();
		try {
			return ask(question, deadline);
		}
		catch (WireException ex) {
			if (ex.kind() != WireException.Kind.BROKEN) {
				throw new IOException(ex);
			}
			return askAgain(question, deadline);
		}
	}

	/**
	 * A node may hang up on a kept connection, and no question does harm a second time.
	 */
	private byte[] askAgain(byte[] question, long deadline) throws IOException {
		try {
			return ask(question, deadline);
		}
		catch (WireException ex) {
			throw new IOException(ex);
		}
	}

	private byte[] ask(byte[] question, long deadline) throws IOException, WireException {
		HttpHeaders headers = WireRequest.noHeaders();
		headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json");
		headers.set(HttpHeaderNames.ACCEPT, "application/json");
		headers.set(HttpHeaderNames.USER_AGENT, "obol-payment-gateway");
		WireRequest request = new WireRequest("POST", this.url, headers, question);
		try (WireAnswer answer = this.wire.send(request, deadline, (ignored) -> {
		})) {
			byte[] body = answer.whole(deadline, MAX_ANSWER);
			if (answer.status() != OK) {
				throw new IOException("status " + answer.status());
			}
			return body;
		}
	}

	@Override
	public void close() {
		this.wire.close();
	}

}
