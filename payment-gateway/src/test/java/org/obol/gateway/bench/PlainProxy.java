package org.obol.gateway.bench;

import java.net.URI;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

/**
 * A proxy of a few lines on the same network stack: what the gateway is compared with.
 */
final class PlainProxy {

	private PlainProxy() {
	}

	/**
	 * Runs until it is ended.
	 * @param arguments the port to listen on, and the upstream's URL
	 */
	public static void main(String[] arguments) {
		HttpClient client = HttpClient.create();
		URI upstream = URI.create(arguments[1]);
		HttpServer.create()
			.host("127.0.0.1")
			.port(Integer.parseInt(arguments[0]))
			.handle((request, response) -> client
				.headers((headers) -> headers.set("content-type", "application/json")
					.set("content-length", request.requestHeaders().get("content-length")))
				.request(request.method())
				.uri(upstream.resolve(request.uri()))
				.send(request.receive().retain())
				.response((answer, body) -> {
					response.status(answer.status()).headers(answer.responseHeaders().copy());
					return response.send(ByteBufFlux.fromInbound(body.retain()));
				}))
			.bindNow()
			.onDispose()
			.block();
	}

}
