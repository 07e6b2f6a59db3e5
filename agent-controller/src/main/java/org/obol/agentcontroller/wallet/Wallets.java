package org.obol.agentcontroller.wallet;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiException;
import java.util.Optional;
import org.obol.agentcontroller.resources.Labels;
import org.obol.agentcontroller.resources.SignerResources;
import org.obol.api.AgentWallet;
import org.obol.kube.Cluster;
import org.obol.kube.Documents;
import org.obol.kube.ObjectKey;
import org.obol.kube.ResourceType;
import org.obol.kube.apply.ServerSideApply;
import org.springframework.stereotype.Component;

/**
 * Keeps the keystore of an agent: minted once unless somebody brought one, found again
 * when the Agent is created anew, never minted over.
 */
@Component
public class Wallets {

	private final Cluster cluster;

	private final ServerSideApply apply;

	private final KeystoreMint mint;

	Wallets(Cluster cluster, KeystoreMint mint) {
		this.cluster = cluster;
		this.apply = new ServerSideApply(cluster);
		this.mint = mint;
	}

	/**
	 * Finds the agent's keystore or mints it.
	 * @param agent the Agent
	 * @param known the address in the Agent's status, empty if it never had one
	 * @return kept or broken
	 * @throws ApiException if the API server refuses
	 */
	public WalletState keep(ObjectKey agent, String known) throws ApiException {
		ObjectKey key = new ObjectKey(agent.namespace(), AgentWallet.SECRET);
		Optional<JsonObject> found = this.cluster.get(ResourceType.SECRET, key);
		if (found.isPresent()) {
			return read(found.get(), agent, known);
		}
		if (!known.isEmpty()) {
			return new WalletState.Broken(known, "Secret " + AgentWallet.SECRET + " with the key of " + known
					+ " is gone; restore it, a new key would have another address");
		}
		MintedKeystore minted = this.mint.mint();
		JsonObject secret = SignerResources.keystore(agent, minted.address(), minted.document(), minted.password(),
				this.mint.secret());
		return read(this.apply.createOnce(ResourceType.SECRET, secret).object(), agent, known);
	}

	private static WalletState read(JsonObject secret, ObjectKey agent, String known) {
		String address = Documents.text(secret, "metadata", "annotations", AgentWallet.ADDRESS_ANNOTATION);
		if (!Labels.isOurs(secret, agent.name())) {
			return new WalletState.Broken(known, "Secret " + AgentWallet.SECRET + " belongs to somebody else");
		}
		if (address.isEmpty()) {
			return new WalletState.Broken(known, "Secret " + AgentWallet.SECRET + " has no annotation "
					+ AgentWallet.ADDRESS_ANNOTATION + "; it is not touched, it may hold a key");
		}
		if (!known.isEmpty() && !known.equalsIgnoreCase(address)) {
			return new WalletState.Broken(known,
					"Secret " + AgentWallet.SECRET + " is for " + address + " but the wallet was " + known);
		}
		Keystore keystore = Keystore.in(secret);
		return keystore.fault(address)
			.<WalletState>map((fault) -> new WalletState.Broken(known, "Secret " + AgentWallet.SECRET + " " + fault))
			.orElseGet(() -> new WalletState.Kept(address, keystore.token(),
					Documents.text(secret, "metadata", "resourceVersion")));
	}

}
