package org.obol.x402.facilitator;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What is asked of a facilitator, as HTTP requests with their time limits.
 */
final class FacilitatorHttp implements AutoCloseable {

	private final FacilitatorTransport transport;

	private final RemoteSettings settings;

	FacilitatorHttp(FacilitatorTransport transport, RemoteSettings settings) {
		this.transport = transport;
		this.settings = settings;
	}

	Exchange send(FacilitatorOperation operation, byte[] body) {
		Map<String, String> headers = new HashMap<>(this.settings.auth().headersFor(operation));
		return switch (operation) {
			case VERIFY -> post("/verify", headers, body, this.settings.verifyTimeout());
			case SETTLE -> post("/settle", headers, body, this.settings.settleTimeout());
			case SUPPORTED -> this.transport.send(new FacilitatorTransport.Request("GET",
					this.settings.resolve("/supported"), headers, body, this.settings.verifyTimeout()));
		};
	}

	private Exchange post(String path, Map<String, String> headers, byte[] body, Duration timeout) {
		headers.put("Content-Type", "application/json");
		return this.transport
			.send(new FacilitatorTransport.Request("POST", this.settings.resolve(path), headers, body, timeout));
	}

	@Override
	public void close() {
		this.transport.close();
	}

}
