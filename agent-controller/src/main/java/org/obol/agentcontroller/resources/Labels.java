package org.obol.agentcontroller.resources;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.obol.api.ApiGroup;
import org.obol.kube.Documents;

/** How an agent's objects are recognised. */
public final class Labels {

	/** Who writes an object. */
	public static final String MANAGED_BY = ApiGroup.MANAGED_BY_LABEL;

	/** The value of {@link #MANAGED_BY} on everything here. */
	public static final String CONTROLLER = ApiGroup.AGENT_CONTROLLER;

	private Labels() {
	}

	static Map<String, String> of(String component, String agent) {
		Map<String, String> labels = new LinkedHashMap<>(selector(component, agent));
		labels.put(MANAGED_BY, CONTROLLER);
		labels.put(ApiGroup.PART_OF_LABEL, ApiGroup.PART_OF);
		labels.put(ApiGroup.AGENT_LABEL, agent);
		return labels;
	}

	static Map<String, String> selector(String component, String agent) {
		Map<String, String> labels = new LinkedHashMap<>();
		labels.put("app.kubernetes.io/name", component);
		labels.put("app.kubernetes.io/instance", agent);
		return labels;
	}

	/**
	 * Tells whether an object was made for an agent by this controller.
	 * @param object the object as it is
	 * @param agent the Agent's name
	 * @return true if its labels say so
	 */
	public static boolean isOurs(JsonObject object, String agent) {
		JsonElement labels = Documents.at(object, "metadata", "labels");
		if (!labels.isJsonObject()) {
			return false;
		}
		return CONTROLLER.equals(Documents.text(labels.getAsJsonObject(), MANAGED_BY))
				&& agent.equals(Documents.text(labels.getAsJsonObject(), ApiGroup.AGENT_LABEL));
	}

}
