package org.obol.agentcontroller.admin;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.obol.admin.Page;
import org.obol.kube.Documents;

/** How agents and their events look to a caller of the admin API. */
final class AgentView {

	private AgentView() {
	}

	static JsonObject of(JsonObject agent) {
		return Documents.object("name", Documents.text(agent, "metadata", "name"), "namespace",
				Documents.text(agent, "metadata", "namespace"), "generation",
				Documents.at(agent, "metadata", "generation"), "createdAt",
				Documents.text(agent, "metadata", "creationTimestamp"), "deleting",
				!Documents.text(agent, "metadata", "deletionTimestamp").isEmpty(), "spec", agent.get("spec"), "status",
				agent.get("status"));
	}

	static JsonObject page(Page<JsonObject> page) {
		JsonArray items = new JsonArray();
		page.items().forEach((agent) -> items.add(of(agent)));
		return Documents.object("items", items, "nextCursor", page.nextCursor());
	}

	static JsonObject event(JsonObject event) {
		JsonElement time = event.get("eventTime");
		return Documents.object("time", (time != null && time.isJsonPrimitive()) ? time : null, "type",
				Documents.text(event, "type"), "reason", Documents.text(event, "reason"), "note",
				Documents.text(event, "note"));
	}

}
