package org.obol.agentcontroller.reconcile;

import com.google.gson.JsonObject;
import org.obol.agentcontroller.wallet.WalletState;

/** What came of applying an agent's objects. */
sealed interface Provisioned {

	/**
	 * Every object is applied.
	 *
	 * @param deployment the Deployment as it is now
	 * @param apiKey the agent's API key
	 * @param wallet what is with its wallet
	 */
	record Applied(JsonObject deployment, String apiKey, WalletState wallet) implements Provisioned {

	}

	/**
	 * Nothing was written, because a name is taken by somebody else.
	 *
	 * @param what kind and name of the object
	 */
	record NotOurs(String what) implements Provisioned {

	}

}
