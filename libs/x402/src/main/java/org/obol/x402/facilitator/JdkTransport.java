package org.obol.x402.facilitator;

import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * Requests by the JDK's HTTP client.
 */
final class JdkTransport implements FacilitatorTransport {

	private final HttpClient client;

	JdkTransport(Duration connectTimeout) {
		this.client = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NEVER)
			.connectTimeout(connectTimeout)
			.build();
	}

	@Override
	public Exchange send(Request request) {
		BodyHandler<byte[]> limited = BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER);
		CompletableFuture<HttpResponse<byte[]>> exchange = this.client.sendAsync(http(request), limited);
		try {
			// The client's own timeout ends with the headers; a body may drip for ever.
			HttpResponse<byte[]> response = exchange.get(request.timeout().toMillis(), TimeUnit.MILLISECONDS);
			return new Exchange.Answered(response.statusCode(), response.body());
		}
		catch (ExecutionException ex) {
			return broken(request, ex.getCause());
		}
		catch (TimeoutException ex) {
			exchange.cancel(true);
			return Exchange.timedOut(request.timeout());
		}
		catch (InterruptedException ex) {
			exchange.cancel(true);
			Thread.currentThread().interrupt();
			return new Exchange.Unanswered(true, "interrupted");
		}
	}

	private static Exchange broken(Request request, @Nullable Throwable cause) {
		return switch (cause) {
			case ConnectException ignored -> new Exchange.Unsent("no connection to the facilitator");
			case HttpConnectTimeoutException ignored -> new Exchange.Unsent("no connection to the facilitator in time");
			case HttpTimeoutException ignored -> Exchange.timedOut(request.timeout());
			case null -> new Exchange.Unanswered(false, "the connection broke");
			default -> new Exchange.Unanswered(false, "the connection broke: " + cause.getClass().getSimpleName());
		};
	}

	private static HttpRequest http(Request request) {
		HttpRequest.Builder http = HttpRequest.newBuilder(request.uri()).timeout(request.timeout());
		request.headers().forEach(http::header);
		return http
			.method(request.method(), (request.body().length > 0)
					? HttpRequest.BodyPublishers.ofByteArray(request.body()) : HttpRequest.BodyPublishers.noBody())
			.build();
	}

	@Override
	public void close() {
		this.client.shutdownNow();
	}

}
