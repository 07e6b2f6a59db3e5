package org.obol.agentcontroller.resources;

import com.google.gson.JsonObject;
import org.obol.kube.ResourceType;

/**
 * One object that an agent consists of.
 *
 * @param type its kind
 * @param mode what happens when it exists already
 * @param document the object
 */
public record ChildObject(ResourceType type, Mode mode, JsonObject document) {

	/** What happens to an object that exists already. */
	public enum Mode {

		/** It is made what the document says, whoever changed it. */
		APPLY,
		/** It is left as it is, for good. */
		CREATE_ONCE,
		/**
		 * It is deleted and made anew when it differs, by a controller that may not
		 * update it.
		 */
		REPLACE,
		/** It is left as it is until {@link AgentResources#SEED_ANNOTATION} differs. */
		SEED

	}

}
