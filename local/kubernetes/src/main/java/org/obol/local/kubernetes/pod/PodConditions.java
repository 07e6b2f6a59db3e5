package org.obol.local.kubernetes.pod;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The conditions of a pod, each with the time it last changed.
 */
final class PodConditions {

	private final Map<String, Condition> conditions = new LinkedHashMap<>();

	void set(String type, boolean holds, Instant now) {
		Condition last = this.conditions.get(type);
		if (last == null || last.holds() != holds) {
			this.conditions.put(type, new Condition(holds, now.toString()));
		}
	}

	List<Map<String, Object>> document() {
		List<Map<String, Object>> documents = new ArrayList<>();
		this.conditions.forEach((type, condition) -> {
			Map<String, Object> document = new LinkedHashMap<>();
			document.put("type", type);
			document.put("status", condition.holds() ? "True" : "False");
			document.put("lastTransitionTime", condition.since());
			if (!condition.holds() && type.endsWith("Ready")) {
				document.put("reason", "ContainersNotReady");
			}
			documents.add(document);
		});
		return documents;
	}

	private record Condition(boolean holds, String since) {
	}

}
