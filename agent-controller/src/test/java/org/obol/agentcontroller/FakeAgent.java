package org.obol.agentcontroller;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Serves what a controller asks of an agent, with a knob for a careless one. */
final class FakeAgent implements AutoCloseable {

	volatile boolean careless;

	volatile String toolsets = "";

	private final HttpServer server;

	FakeAgent() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", (exchange) -> {
			boolean hasKey = exchange.getRequestHeaders().containsKey("Authorization");
			boolean isToolsets = exchange.getRequestURI().getPath().equals("/v1/toolsets");
			int status = (!hasKey && !this.careless) ? 401 : (isToolsets && this.toolsets.isEmpty()) ? 404 : 200;
			byte[] body = (isToolsets ? this.toolsets : "{}").getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(status, (body.length == 0) ? -1 : body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		this.server.start();
	}

	String address() {
		return "127.0.0.1:" + this.server.getAddress().getPort();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
