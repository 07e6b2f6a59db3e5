package org.obol.api;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The Secret with the key of an agent's own wallet. The agent-controller makes it for an
 * agent that has none; whoever brings a key makes it before the Agent asks for a wallet.
 * It is never changed and never replaced.
 */
public final class AgentWallet {

	/** The Secret's name, in the agent's namespace. */
	public static final String SECRET = "remote-signer-keystore";

	/** Says the address of the key, EIP-55. */
	public static final String ADDRESS_ANNOTATION = "obol.org/wallet-address";

	/** The key of the V3 keystore. */
	public static final String DOCUMENT = "keystore.json";

	/** The key of the keystore's password. */
	public static final String PASSWORD = "password";

	/** The key of the bearer token that callers of the signer show. */
	public static final String TOKEN = "authToken";

	private static final String COMPONENT = "remote-signer";

	private AgentWallet() {
	}

	/**
	 * The labels by which the agent-controller knows the Secret as an agent's.
	 * @param agent the Agent's name
	 * @return the labels
	 */
	public static Map<String, String> labels(String agent) {
		Map<String, String> labels = new LinkedHashMap<>();
		labels.put("app.kubernetes.io/name", COMPONENT);
		labels.put("app.kubernetes.io/instance", agent);
		labels.put(ApiGroup.MANAGED_BY_LABEL, ApiGroup.AGENT_CONTROLLER);
		labels.put(ApiGroup.PART_OF_LABEL, ApiGroup.PART_OF);
		labels.put(ApiGroup.AGENT_LABEL, agent);
		return labels;
	}

}
