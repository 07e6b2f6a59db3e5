package org.obol.local.kubernetes.rest;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.JSON;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Sends plain requests with a client's credentials. The typed client's patches have the
 * wrong content type, and its objects claim empty fields under server-side apply.
 */
public final class RestClient {

	private static final MediaType JSON_TYPE = MediaType.get("application/json");

	private static final MediaType MERGE = MediaType.get("application/merge-patch+json");

	private static final MediaType APPLY = MediaType.get("application/apply-patch+yaml");

	private final String url;

	private final OkHttpClient http;

	private final Gson gson = new Gson();

	/** In a merge patch null means: remove. */
	private final Gson withNulls = new GsonBuilder().serializeNulls().create();

	private final String fieldManager;

	/**
	 * Uses a client's address and credentials.
	 * @param client the client
	 * @param fieldManager who owns the fields that are written
	 */
	public RestClient(ApiClient client, String fieldManager) {
		this.url = client.getBasePath();
		this.http = client.getHttpClient().newBuilder().callTimeout(Duration.ofSeconds(30)).build();
		this.fieldManager = fieldManager;
	}

	/**
	 * Reads a path.
	 * @param path with a leading slash
	 * @return the answer, whatever its status
	 * @throws RestException if there is none
	 */
	public Answer get(String path) {
		return send(new Request.Builder().url(this.url + path).build());
	}

	/**
	 * Reads an object.
	 * @param path its path
	 * @param type its class in the typed client
	 * @return the object, or nothing if it does not exist
	 * @throws RestException if it can't be read
	 */
	public <T> Optional<T> read(String path, Class<T> type) {
		Answer answer = get(path);
		if (answer.isMissing()) {
			return Optional.empty();
		}
		return Optional.of(type.cast(JSON.deserialize(answer.orThrow("read " + path).body(), type)));
	}

	/**
	 * Creates an object.
	 * @param path the path of its kind
	 * @param body a tree of maps, lists and values
	 * @return the answer, whatever its status
	 */
	public Answer create(String path, Object body) {
		return send(new Request.Builder().url(this.url + path).post(body(body, JSON_TYPE)).build());
	}

	/**
	 * Changes fields of an object by a JSON merge patch (RFC 7396).
	 * @param path its path, or that of its status
	 * @param body a tree of maps, lists and values
	 * @return the answer, whatever its status
	 */
	public Answer merge(String path, Object body) {
		return send(new Request.Builder().url(this.url + path + "?fieldManager=" + this.fieldManager)
			.patch(RequestBody.create(this.withNulls.toJson(body), MERGE))
			.build());
	}

	/**
	 * Applies an object server-side and takes over fields from others.
	 * @param path its path
	 * @param body a tree of maps, lists and values
	 * @return the answer, whatever its status
	 */
	public Answer apply(String path, Object body) {
		return send(new Request.Builder().url(this.url + path + "?force=true&fieldManager=" + this.fieldManager)
			.patch(body(body, APPLY))
			.build());
	}

	/**
	 * Deletes an object.
	 * @param path its path
	 * @param options a tree with the fields of DeleteOptions
	 * @return the answer, whatever its status
	 */
	public Answer delete(String path, Object options) {
		return send(new Request.Builder().url(this.url + path).delete(body(options, JSON_TYPE)).build());
	}

	private RequestBody body(Object tree, MediaType type) {
		return RequestBody.create(this.gson.toJson(tree), type);
	}

	private Answer send(Request request) {
		try (Response response = this.http.newCall(request).execute()) {
			return new Answer(response.code(), response.body().string());
		}
		catch (IOException ex) {
			throw new RestException("no answer to " + request.method() + " " + request.url().encodedPath() + ": " + ex,
					0);
		}
	}

}
