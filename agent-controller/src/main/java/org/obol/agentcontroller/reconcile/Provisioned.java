package org.obol.agentcontroller.reconcile;

import com.google.gson.JsonObject;

/** What came of applying an agent's objects. */
sealed interface Provisioned {

	/**
	 * Every object is applied.
	 *
	 * @param deployment the Deployment as it is now
	 * @param apiKey the agent's API key
	 */
	record Applied(JsonObject deployment, String apiKey) implements Provisioned {

	}

	/**
	 * Nothing was written, because a name is taken by somebody else.
	 *
	 * @param what kind and name of the object
	 */
	record NotOurs(String what) implements Provisioned {

	}

}
