package org.obol.api;

import java.util.List;

/**
 * The names of the suite's own skills: what an Agent may name. The agent-controller holds
 * their texts; the console refuses other names before anything is created.
 */
public final class Skills {

	/** All of them, in order. */
	public static final List<String> NAMES = List.of("addresses", "buy-x402", "ethereum-local-wallet",
			"ethereum-networks", "gas", "obol-stack", "sell");

	private Skills() {
	}

}
