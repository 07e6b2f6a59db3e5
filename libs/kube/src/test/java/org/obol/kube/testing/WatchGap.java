package org.obol.kube.testing;

import io.kubernetes.client.openapi.ApiClient;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Breaks every watch and, when they may go on, makes them ask for a version that the API
 * server has long forgotten. Its answer, 410 Gone, is its own.
 */
public final class WatchGap implements Interceptor {

	/** Older than anything that an API server remembers. */
	private static final String FORGOTTEN = "1";

	private final Set<Call> watches = ConcurrentHashMap.newKeySet();

	private final Set<String> watched = ConcurrentHashMap.newKeySet();

	private final Set<String> behind = ConcurrentHashMap.newKeySet();

	private final Set<String> listedAgain = ConcurrentHashMap.newKeySet();

	private volatile boolean open;

	/**
	 * A client whose watches can be broken.
	 * @param client server and credentials
	 * @return another client
	 */
	public ApiClient of(ApiClient client) {
		return Interceptors.on(client, this);
	}

	/** Breaks all watches; none comes back before the end. */
	public void begin() {
		this.open = true;
		this.behind.addAll(this.watched);
		this.listedAgain.clear();
		this.watches.forEach(Call::cancel);
		this.watches.clear();
	}

	/** Lets the watches go on, from a version that is gone. */
	public void end() {
		this.open = false;
	}

	/**
	 * Whether every kind that was watched has been listed since the gap.
	 * @return true when nothing can have been missed
	 */
	public boolean isMadeUpFor() {
		return !this.open && this.listedAgain.containsAll(this.watched) && !this.watched.isEmpty();
	}

	@Override
	public Response intercept(Chain chain) throws IOException {
		Request request = chain.request();
		String path = request.url().encodedPath();
		if (!"true".equals(request.url().queryParameter("watch"))) {
			Response response = chain.proceed(request);
			if (!this.open && "GET".equals(request.method())) {
				this.listedAgain.add(path);
			}
			return response;
		}
		this.watched.add(path);
		if (this.open) {
			throw new IOException("no way to the API server");
		}
		this.watches.add(chain.call());
		return chain.proceed(this.behind.remove(path) ? forgotten(request) : request);
	}

	private static Request forgotten(Request request) {
		return request.newBuilder()
			.url(request.url().newBuilder().setQueryParameter("resourceVersion", FORGOTTEN).build())
			.build();
	}

}
