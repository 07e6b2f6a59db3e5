package org.obol.kube;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.auth.ApiKeyAuth;
import io.kubernetes.client.util.ClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;

/** Makes API clients with time-outs that fit what they are used for. */
public final class KubernetesClients {

	private static final Duration CONNECT = Duration.ofSeconds(10);

	private static final Duration CALL = Duration.ofSeconds(30);

	// Longer than the five to ten minutes after which an API server ends a watch itself.
	private static final Duration WATCH = Duration.ofMinutes(11);

	private static final Duration PING = Duration.ofSeconds(20);

	private KubernetesClients() {
	}

	/**
	 * A client for plain calls. Takes the kubeconfig that KUBECONFIG names, then
	 * {@code ~/.kube/config}, then the pod's own service account.
	 * @return a client whose calls end after 30 seconds at the latest
	 * @throws UncheckedIOException if a kubeconfig is there but can't be read
	 */
	public static ApiClient standard() {
		try {
			return forCalls(ClientBuilder.standard().build());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The kubeconfig can't be read: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Sets the time-outs of plain calls.
	 * @param client a client that knows server and credentials
	 * @return the same client
	 */
	public static ApiClient forCalls(ApiClient client) {
		ObjectJson.use();
		client.setHttpClient(base(client, CALL).build());
		return client;
	}

	/**
	 * A second client for watches, whose silence is normal for minutes. A dead connection
	 * is noticed by HTTP/2 pings.
	 * @param client a client that knows server and credentials
	 * @return a new client with the same server and credentials
	 */
	public static ApiClient forWatches(ApiClient client) {
		ObjectJson.use();
		ApiClient copy = new ApiClient(client.getHttpClient());
		copy.setBasePath(client.getBasePath());
		if (client.getAuthentication("BearerToken") instanceof ApiKeyAuth from
				&& copy.getAuthentication("BearerToken") instanceof ApiKeyAuth to) {
			to.setApiKey(from.getApiKey());
			to.setApiKeyPrefix(from.getApiKeyPrefix());
		}
		// The client's informers insist on no read time-out, so it is set per exchange.
		copy.setHttpClient(base(client, Duration.ZERO)
			.addInterceptor((chain) -> chain.withReadTimeout((int) WATCH.toMillis(), TimeUnit.MILLISECONDS)
				.proceed(chain.request()))
			.build());
		return copy;
	}

	private static OkHttpClient.Builder base(ApiClient client, Duration read) {
		return client.getHttpClient()
			.newBuilder()
			.connectTimeout(CONNECT)
			.readTimeout(read)
			.writeTimeout(CALL)
			.pingInterval(PING);
	}

}
