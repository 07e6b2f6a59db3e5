package org.obol.x402.facilitator;

import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange with a facilitator, with its time and size limits.
 */
final class FacilitatorHttp implements AutoCloseable {

	private static final long MAX_BODY = 256 * 1024;

	private final HttpClient client;

	private final RemoteSettings settings;

	FacilitatorHttp(HttpClient client, RemoteSettings settings) {
		this.client = client;
		this.settings = settings;
	}

	Exchange send(FacilitatorOperation operation, byte[] body) {
		BodyHandler<byte[]> limited = BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BODY);
		CompletableFuture<HttpResponse<byte[]>> exchange = this.client.sendAsync(request(operation, body), limited);
		try {
			// The client's own timeout ends with the headers; a body may drip for ever.
			HttpResponse<byte[]> response = exchange.get(timeout(operation).toMillis(), TimeUnit.MILLISECONDS);
			return new Exchange.Answered(response.statusCode(), response.body());
		}
		catch (ExecutionException ex) {
			return broken(operation, ex.getCause());
		}
		catch (TimeoutException ex) {
			exchange.cancel(true);
			return timedOut(operation);
		}
		catch (InterruptedException ex) {
			exchange.cancel(true);
			Thread.currentThread().interrupt();
			return new Exchange.Unanswered(true, "interrupted");
		}
	}

	private Exchange broken(FacilitatorOperation operation, @Nullable Throwable cause) {
		return switch (cause) {
			case ConnectException ignored -> new Exchange.Unsent("no connection to the facilitator");
			case HttpConnectTimeoutException ignored -> new Exchange.Unsent("no connection to the facilitator in time");
			case HttpTimeoutException ignored -> timedOut(operation);
			case null -> new Exchange.Unanswered(false, "the connection broke");
			default -> new Exchange.Unanswered(false, "the connection broke: " + cause.getClass().getSimpleName());
		};
	}

	private Exchange timedOut(FacilitatorOperation operation) {
		return new Exchange.Unanswered(true, "no answer within " + timeout(operation).toMillis() + " ms");
	}

	@Override
	public void close() {
		this.client.shutdownNow();
	}

	private HttpRequest request(FacilitatorOperation operation, byte[] body) {
		HttpRequest.Builder request = HttpRequest.newBuilder().timeout(timeout(operation));
		this.settings.auth().headersFor(operation).forEach(request::header);
		return switch (operation) {
			case VERIFY -> post(request, "/verify", body);
			case SETTLE -> post(request, "/settle", body);
			case SUPPORTED -> request.uri(this.settings.resolve("/supported")).GET().build();
		};
	}

	private HttpRequest post(HttpRequest.Builder request, String path, byte[] body) {
		return request.uri(this.settings.resolve(path))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofByteArray(body))
			.build();
	}

	private Duration timeout(FacilitatorOperation operation) {
		return switch (operation) {
			case VERIFY, SUPPORTED -> this.settings.verifyTimeout();
			case SETTLE -> this.settings.settleTimeout();
		};
	}

}
