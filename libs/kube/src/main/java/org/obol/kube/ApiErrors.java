package org.obol.kube;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.ApiException;
import java.util.Objects;

/** Turns what the API server refused into one sentence. */
public final class ApiErrors {

	private ApiErrors() {
	}

	/**
	 * Says what went wrong.
	 * @param ex usually an {@link ApiException}, whose own message says little
	 * @return the HTTP status and the API server's message, else the exception's message
	 */
	public static String describe(Throwable ex) {
		if (ex instanceof ApiException api && api.getCode() > 0) {
			return "HTTP " + api.getCode() + " " + message(api);
		}
		return Objects.requireNonNullElse(ex.getMessage(), ex.getClass().getSimpleName());
	}

	/**
	 * Tells whether an exception stands for an HTTP status.
	 * @param ex what was thrown
	 * @param code the HTTP status
	 * @return true for that status exactly
	 */
	public static boolean is(ApiException ex, int code) {
		return ex.getCode() == code;
	}

	private static String message(ApiException ex) {
		String body = Objects.requireNonNullElse(ex.getResponseBody(), "");
		try {
			JsonElement status = JsonParser.parseString(body);
			if (status.isJsonObject() && status.getAsJsonObject().has("message")) {
				return status.getAsJsonObject().get("message").getAsString();
			}
		}
		catch (JsonParseException | IllegalStateException notJson) {
			return body.lines().findFirst().orElse("");
		}
		return Objects.requireNonNullElse(ex.getMessage(), "");
	}

}
