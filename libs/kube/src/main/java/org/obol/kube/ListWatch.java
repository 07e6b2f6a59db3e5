package org.obol.kube;

import com.google.gson.reflect.TypeToken;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.informer.ListerWatcher;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.Pair;
import io.kubernetes.client.util.CallGeneratorParams;
import io.kubernetes.client.util.Watch;
import io.kubernetes.client.util.Watchable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import okhttp3.Call;
import okhttp3.Response;

/**
 * Lists a kind page by page and watches it, with or without its objects' content.
 *
 * @param <T> the kind's class
 */
final class ListWatch<T extends KubernetesObject> implements ListerWatcher<T, Listing<T>> {

	private static final int PAGE = 500;

	private static final String WHOLE = "application/json";

	private static final String METADATA = "application/json;as=PartialObjectMetadata%s;g=meta.k8s.io;v=v1";

	private final ApiClient client;

	private final Class<T> type;

	private final ResourceType resource;

	private final String labelSelector;

	ListWatch(ApiClient client, Class<T> type, ResourceType resource, String labelSelector) {
		this.client = client;
		this.type = type;
		this.resource = resource;
		this.labelSelector = labelSelector;
	}

	@Override
	public Listing<T> list(CallGeneratorParams params) throws ApiException {
		// Any version would do, but the API server cuts only the newest list into pages.
		Listing<T> listing = new Listing<>(this.type, this.resource);
		do {
			List<Pair> query = query(new Pair("limit", String.valueOf(PAGE)));
			if (!listing.nextPage().isEmpty()) {
				query.add(new Pair("continue", listing.nextPage()));
			}
			read(call(query, accept("List")), listing);
		}
		while (!listing.nextPage().isEmpty());
		return listing;
	}

	@Override
	public Watchable<T> watch(CallGeneratorParams params) throws ApiException {
		List<Pair> query = query(new Pair("watch", "true"));
		query.add(new Pair("allowWatchBookmarks", "true"));
		query.add(new Pair("resourceVersion", params.resourceVersion));
		query.add(new Pair("timeoutSeconds", String.valueOf(params.timeoutSeconds)));
		return new SlimWatch<>(Watch.createWatch(this.client, call(query, accept("")),
				TypeToken.getParameterized(Watch.Response.class, this.type).getType()));
	}

	private void read(Call call, Listing<T> listing) throws ApiException {
		try (Response response = call.execute()) {
			if (!response.isSuccessful()) {
				throw new ApiException(response.code(), "The list of " + this.resource.plural() + " was refused",
						response.headers().toMultimap(), response.body().string());
			}
			listing.addPage(new InputStreamReader(response.body().byteStream(), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new ApiException("The list of " + this.resource.plural() + " broke off: " + ex.getMessage(), ex, 0,
					Map.of());
		}
	}

	private List<Pair> query(Pair first) {
		List<Pair> query = new ArrayList<>(List.of(first));
		if (!this.labelSelector.isEmpty()) {
			query.add(new Pair("labelSelector", this.labelSelector));
		}
		return query;
	}

	private String accept(String list) {
		return (this.type == ObjectMetadata.class) ? METADATA.formatted(list) : WHOLE;
	}

	private Call call(List<Pair> query, String accept) throws ApiException {
		// The client adds its token to whichever of these it likes.
		Map<String, String> headers = new HashMap<>(Map.of("Accept", accept));
		return this.client.buildCall(this.client.getBasePath(), this.resource.collection(""), "GET", query, List.of(),
				null, headers, new HashMap<>(), new HashMap<>(), new String[] { "BearerToken" }, null);
	}

	/** Slims what a watch tells, as {@link Listing} does with what a list has. */
	private record SlimWatch<T extends KubernetesObject>(Watch<T> watch) implements Watchable<T> {

		@Override
		public Iterator<Watch.Response<T>> iterator() {
			return this;
		}

		@Override
		public boolean hasNext() {
			return this.watch.hasNext();
		}

		@Override
		public Watch.Response<T> next() {
			Watch.Response<T> response = this.watch.next();
			if (response.object != null) {
				T ignored = Slimming.of(response.object);
			}
			return response;
		}

		@Override
		public void close() throws IOException {
			this.watch.close();
		}

	}

}
