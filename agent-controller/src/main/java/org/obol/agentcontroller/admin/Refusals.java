package org.obol.agentcontroller.admin;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.ApiException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.obol.admin.AdminException;
import org.obol.kube.Documents;
import org.springframework.http.HttpStatus;

/** Tells a caller what the API server refused, in the caller's words. */
final class Refusals {

	private Refusals() {
	}

	static AdminException of(ApiException ex, String agent) {
		return switch (ex.getCode()) {
			case 401 ->
				new AdminException(HttpStatus.UNAUTHORIZED, "unauthenticated", "the token is not valid any more");
			case 403 -> new AdminException(HttpStatus.FORBIDDEN, "forbidden", message(ex));
			case 404 -> notFound(agent);
			case 409 -> new AdminException(HttpStatus.CONFLICT, "conflict",
					"agent " + agent + " exists already or was changed meanwhile");
			case 400, 422 ->
				new AdminException(HttpStatus.UNPROCESSABLE_CONTENT, "invalid_field", message(ex), field(ex));
			default -> new AdminException(HttpStatus.SERVICE_UNAVAILABLE, "api_server_unavailable",
					"the Kubernetes API server did not do it; try again");
		};
	}

	static AdminException notFound(String agent) {
		return new AdminException(HttpStatus.NOT_FOUND, "agent_not_found", "there is no agent " + agent);
	}

	private static String message(ApiException ex) {
		String message = Documents.text(status(ex), "message");
		return message.isEmpty() ? "the Kubernetes API server refused it" : message;
	}

	private static @Nullable String field(ApiException ex) {
		JsonElement causes = Documents.at(status(ex), "details", "causes");
		if (!causes.isJsonArray() || causes.getAsJsonArray().isEmpty()) {
			return null;
		}
		return Documents.text(causes.getAsJsonArray().get(0).getAsJsonObject(), "field");
	}

	private static JsonObject status(ApiException ex) {
		try {
			JsonElement status = JsonParser.parseString(Objects.requireNonNullElse(ex.getResponseBody(), ""));
			return status.isJsonObject() ? status.getAsJsonObject() : new JsonObject();
		}
		catch (JsonParseException notJson) {
			return new JsonObject();
		}
	}

}
