package org.obol.kube.testing;

import io.kubernetes.client.openapi.ApiClient;
import okhttp3.Interceptor;
import org.obol.kube.KubernetesClients;

/** Puts a test between a program and its API server. */
final class Interceptors {

	private Interceptors() {
	}

	static ApiClient on(ApiClient client, Interceptor interceptor) {
		ApiClient copy = KubernetesClients.forWatches(client);
		copy.setHttpClient(copy.getHttpClient().newBuilder().addInterceptor(interceptor).build());
		return copy;
	}

}
