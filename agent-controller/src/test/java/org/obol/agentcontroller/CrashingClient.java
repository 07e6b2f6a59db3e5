package org.obol.agentcontroller;

import io.kubernetes.client.openapi.ApiClient;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.obol.kube.KubernetesClients;

/**
 * A client of a process that dies right after a write: the API server has it, the process
 * never hears of it.
 */
final class CrashingClient implements Interceptor {

	final AtomicInteger writes = new AtomicInteger();

	volatile int dieAfter = Integer.MAX_VALUE;

	static ApiClient of(ApiClient client, CrashingClient crash) {
		ApiClient copy = KubernetesClients.forWatches(client);
		copy.setHttpClient(copy.getHttpClient().newBuilder().addInterceptor(crash).build());
		return copy;
	}

	@Override
	public Response intercept(Chain chain) throws IOException {
		String path = chain.request().url().encodedPath();
		if ("GET".equals(chain.request().method()) || path.contains("/events") || path.contains("/leases")) {
			return chain.proceed(chain.request());
		}
		int write = this.writes.incrementAndGet();
		if (write > this.dieAfter) {
			throw new IOException("dead already");
		}
		Response response = chain.proceed(chain.request());
		if (write == this.dieAfter) {
			response.close();
			throw new IOException("died after write " + write);
		}
		return response;
	}

}
