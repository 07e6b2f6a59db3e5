package org.obol.offercontroller.probe;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Sends the controller's probes. Follows no redirect, so that an upstream can't point it
 * elsewhere, and reads no more of an answer than it needs.
 */
public final class ProbeClient implements AutoCloseable {

	private static final long MAX_BODY_BYTES = 256L * 1024;

	private final HttpClient http;

	private final Duration timeout;

	/**
	 * A client of its own.
	 * @param timeout how long to wait for a connection, and for an answer
	 * @param executor runs what the client does in the background
	 */
	public ProbeClient(Duration timeout, Executor executor) {
		this.timeout = timeout;
		this.http = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NEVER)
			.connectTimeout(timeout)
			.executor(executor)
			.build();
	}

	Reply get(URI uri) {
		return send("GET", uri);
	}

	Reply send(String method, URI uri) {
		return send(request(uri).method(method, HttpRequest.BodyPublishers.noBody()).build());
	}

	private HttpRequest.Builder request(URI uri) {
		return HttpRequest.newBuilder(uri)
			.timeout(this.timeout)
			.header("Accept", "application/json")
			.header("User-Agent", "obol-offer-controller");
	}

	private Reply send(HttpRequest request) {
		try {
			HttpResponse<byte[]> response = this.http.send(request,
					BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BODY_BYTES));
			return new Reply.Answer(response.statusCode(), response.headers(),
					new String(response.body(), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			return new Reply.Silence(why(ex));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return new Reply.Silence("the controller is shutting down");
		}
	}

	private String why(IOException ex) {
		return switch (ex) {
			case HttpConnectTimeoutException ignored -> "no connection within " + seconds();
			case HttpTimeoutException ignored -> "no answer within " + seconds();
			case ConnectException refused when refused.getCause() instanceof UnresolvedAddressException ->
				"the name doesn't resolve";
			case ConnectException ignored -> "connection refused";
			default -> "the connection broke";
		};
	}

	private String seconds() {
		return this.timeout.toMillis() / 1000.0 + " s";
	}

	@Override
	public void close() {
		this.http.shutdownNow();
	}

}
