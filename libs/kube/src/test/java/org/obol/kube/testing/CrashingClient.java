package org.obol.kube.testing;

import io.kubernetes.client.openapi.ApiClient;
import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * The connection of a process that dies right after a write: the API server has it, the
 * process never hears of it.
 */
public final class CrashingClient implements Interceptor {

	private int writes;

	private int dieAfter = Integer.MAX_VALUE;

	/**
	 * A client that dies when it is told to.
	 * @param client server and credentials
	 * @return another client
	 */
	public ApiClient of(ApiClient client) {
		return Interceptors.on(client, this);
	}

	/**
	 * Begins the next life.
	 * @param writes how many writes it has
	 */
	public synchronized void dieAfter(int writes) {
		this.writes = 0;
		this.dieAfter = writes;
	}

	/**
	 * How far this life got.
	 * @return its writes so far, leases and events aside
	 */
	public synchronized int writes() {
		return this.writes;
	}

	@Override
	public Response intercept(Chain chain) throws IOException {
		String path = chain.request().url().encodedPath();
		if ("GET".equals(chain.request().method()) || path.contains("/events") || path.contains("/leases")) {
			return chain.proceed(chain.request());
		}
		int left = next();
		if (left < 0) {
			throw new IOException("dead already");
		}
		Response response = chain.proceed(chain.request());
		if (left == 0) {
			response.close();
			throw new IOException("died after a write");
		}
		return response;
	}

	private synchronized int next() {
		this.writes++;
		return this.dieAfter - this.writes;
	}

}
