package org.obol.offercontroller.admin;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.ApiException;
import org.jspecify.annotations.Nullable;
import org.obol.admin.AdminException;
import org.obol.kube.ApiErrors;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.springframework.http.HttpStatus;

/** Turns what the API server refused into a problem a caller can act on. */
final class Refusals {

	private Refusals() {
	}

	static AdminException notFound(ObjectKey key) {
		return new AdminException(HttpStatus.NOT_FOUND, "offer_not_found", "there is no offer " + key);
	}

	static AdminException of(ApiException ex, ObjectKey key) {
		return switch (ex.getCode()) {
			case 404 -> notFound(key);
			case 409 -> new AdminException(HttpStatus.CONFLICT, "conflict",
					"the offer " + key + " exists already, or somebody else changed it: " + message(ex));
			case 400, 422 -> invalid(ex);
			case 403 -> new AdminException(HttpStatus.FORBIDDEN, "forbidden", message(ex));
			default -> new AdminException(HttpStatus.SERVICE_UNAVAILABLE, "api_server_unavailable",
					"the Kubernetes API server did not do it; try again");
		};
	}

	/** The API server names the field that breaks a rule of the resource's schema. */
	private static AdminException invalid(ApiException ex) {
		JsonObject cause = firstCause(ex);
		if (cause == null) {
			return new AdminException(HttpStatus.UNPROCESSABLE_CONTENT, "invalid_offer", message(ex));
		}
		String field = Documents.text(cause, "field");
		return new AdminException(HttpStatus.UNPROCESSABLE_CONTENT, "invalid_offer",
				field + ": " + Documents.text(cause, "message"), field);
	}

	private static @Nullable JsonObject firstCause(ApiException ex) {
		try {
			String body = (ex.getResponseBody() != null) ? ex.getResponseBody() : "";
			JsonElement status = JsonParser.parseString(body);
			if (status instanceof JsonObject object
					&& Documents.at(object, "details", "causes") instanceof JsonArray causes && !causes.isEmpty()) {
				return causes.get(0).getAsJsonObject();
			}
			return null;
		}
		catch (JsonParseException notJson) {
			return null;
		}
	}

	private static String message(ApiException ex) {
		return ApiErrors.describe(ex);
	}

}
