package org.obol.api;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The suite's own skills: what an Agent may name, and which of the agents' tools each of
 * them needs. The agent-controller holds their texts, agent-tools grants by this table;
 * the console refuses other names before anything is created.
 */
public final class Skills {

	/** All of them, in order. */
	public static final List<String> NAMES = List.of("addresses", "buy-x402", "ethereum-local-wallet",
			"ethereum-networks", "gas", "obol-stack", "sell");

	/** The tools of each skill, by the names that the MCP server of agent-tools gives. */
	public static final Map<String, List<String>> TOOLS = Map.of("addresses",
			List.of("chain_networks", "address_lookup"), "buy-x402",
			List.of("market_search", "wallet_address", "x402_price", "x402_fetch"), "ethereum-local-wallet",
			List.of("chain_networks", "chain_balance", "chain_transaction", "gas_estimate", "wallet_address",
					"wallet_send", "wallet_call", "wallet_sign_message", "wallet_sign_typed_data"),
			"ethereum-networks",
			List.of("chain_networks", "chain_block", "chain_balance", "chain_call", "chain_logs", "chain_transaction"),
			"gas", List.of("chain_networks", "gas_price", "gas_estimate"), "obol-stack", List.of("market_search"));

	private Skills() {
	}

	/**
	 * What an agent may call.
	 * @param skills names of its skills; unknown ones grant nothing
	 * @return the names of its tools, sorted, each once
	 */
	public static List<String> toolsOf(Collection<String> skills) {
		return skills.stream()
			.flatMap((skill) -> TOOLS.getOrDefault(skill, List.of()).stream())
			.distinct()
			.sorted()
			.toList();
	}

}
