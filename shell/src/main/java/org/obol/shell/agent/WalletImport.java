package org.obol.shell.agent;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiException;
import java.util.Optional;
import org.obol.api.AgentWallet;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.shell.cluster.Market;
import org.obol.shell.grammar.RefusedException;
import org.obol.shell.wallet.ImportedKey;

/**
 * Puts a key where an agent's signer takes it from. A key that is there already stays.
 */
final class WalletImport {

	private WalletImport() {
	}

	/**
	 * Brings a key to an agent.
	 * @param imported the key
	 * @param agent the Agent, which need not be there yet
	 * @param market the cluster
	 * @return true if it was put there, false if the same key was there already
	 * @throws ApiException if the API server refuses
	 * @throws RefusedException if there is another key
	 */
	static boolean put(ImportedKey imported, ObjectKey agent, Market market) throws ApiException {
		ObjectKey key = secret(agent);
		Optional<JsonObject> there = market.get(ResourceType.SECRET, key);
		if (there.isPresent()) {
			requireSame(imported,
					Documents.text(there.get(), "metadata", "annotations", AgentWallet.ADDRESS_ANNOTATION), agent);
			return false;
		}
		market.create(ResourceType.SECRET, imported.secret(agent));
		return true;
	}

	static void requireSame(ImportedKey imported, String address, ObjectKey agent) {
		if (!imported.address().equalsIgnoreCase(address)) {
			throw new RefusedException("Namespace " + agent.namespace() + " has the wallet " + address
					+ " already, and a wallet is never replaced; nothing was changed");
		}
	}

	static ObjectKey secret(ObjectKey agent) {
		return new ObjectKey(agent.namespace(), AgentWallet.SECRET);
	}

}
