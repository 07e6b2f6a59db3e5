package org.obol.x402.facilitator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A facilitator over HTTP that answers what a test tells it to, and keeps what it was
 * asked.
 */
final class ScriptedFacilitator implements AutoCloseable {

	final List<String> requests = Collections.synchronizedList(new ArrayList<>());

	final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());

	private final HttpServer server;

	private final CountDownLatch closed = new CountDownLatch(1);

	private volatile int status = 200;

	private volatile String body = "{}";

	private volatile Manner manner = Manner.ANSWER;

	enum Manner {

		ANSWER, HANG, DRIP, HANG_UP

	}

	ScriptedFacilitator() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	URI url() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + "/base/");
	}

	ScriptedFacilitator answers(int newStatus, String newBody) {
		this.status = newStatus;
		this.body = newBody;
		return this;
	}

	ScriptedFacilitator behaves(Manner newManner) {
		this.manner = newManner;
		return this;
	}

	private void handle(HttpExchange exchange) throws IOException {
		String question = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		this.requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + question);
		this.authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
		byte[] answer = this.body.getBytes(StandardCharsets.UTF_8);
		switch (this.manner) {
			case ANSWER -> {
				exchange.sendResponseHeaders(this.status, answer.length);
				exchange.getResponseBody().write(answer);
				exchange.close();
			}
			case HANG -> hang();
			case DRIP -> {
				exchange.sendResponseHeaders(this.status, answer.length + 10L);
				exchange.getResponseBody().write(answer);
				exchange.getResponseBody().flush();
				hang();
			}
			case HANG_UP -> exchange.close();
		}
	}

	private void hang() {
		try {
			this.closed.await(20, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		this.closed.countDown();
		this.server.stop(0);
	}

}
