package org.obol.agentcontroller.admin;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.obol.admin.AdminException;
import org.obol.api.ApiGroup;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.springframework.http.HttpStatus;

/** Reads the bodies of requests, and says which field is wrong. */
final class AgentRequest {

	private static final String NAME = "[a-z0-9]([a-z0-9-]{0,54}[a-z0-9])?";

	private AgentRequest() {
	}

	/** The Agent that a body of {@code {"name": …, "spec": {…}}} asks for. */
	static JsonObject creation(String body) {
		JsonObject request = fields(body, Set.of("name", "spec"));
		String name = Documents.text(request, "name");
		if (!name.matches(NAME)) {
			throw new AdminException(HttpStatus.UNPROCESSABLE_CONTENT, "invalid_field",
					"name '" + name + "' must be 1 to 56 lower-case letters, digits and hyphens", "name");
		}
		JsonObject agent = Documents.manifest(ResourceType.AGENT, new ObjectKey("agent-" + name, name),
				Map.of(ApiGroup.PART_OF_LABEL, ApiGroup.PART_OF));
		agent.add("spec", request.has("spec") ? object(request.get("spec"), "spec") : new JsonObject());
		return agent;
	}

	/** The merge patch that a body of {@code {"spec": {…}}} asks for. */
	static JsonObject change(String body) {
		JsonObject request = fields(body, Set.of("spec"));
		if (!request.has("spec")) {
			throw new AdminException(HttpStatus.UNPROCESSABLE_CONTENT, "invalid_field",
					"spec is missing; send the fields to change", "spec");
		}
		object(request.get("spec"), "spec");
		return request;
	}

	private static JsonObject fields(String body, Set<String> known) {
		JsonObject request = object(parse(body), "body");
		Set<String> unknown = new TreeSet<>(request.keySet());
		unknown.removeAll(known);
		if (!unknown.isEmpty()) {
			String field = unknown.iterator().next();
			throw new AdminException(HttpStatus.UNPROCESSABLE_CONTENT, "unknown_field",
					"'" + field + "' is not a field here; there are " + String.join(", ", new TreeSet<>(known)), field);
		}
		return request;
	}

	private static JsonElement parse(String body) {
		try {
			return JsonParser.parseString(body);
		}
		catch (JsonParseException ex) {
			throw new AdminException(HttpStatus.BAD_REQUEST, "invalid_json", "the body is not JSON");
		}
	}

	private static JsonObject object(JsonElement value, String field) {
		if (value instanceof JsonObject object) {
			return object;
		}
		throw new AdminException(HttpStatus.UNPROCESSABLE_CONTENT, "invalid_field", field + " must be a JSON object",
				field);
	}

}
