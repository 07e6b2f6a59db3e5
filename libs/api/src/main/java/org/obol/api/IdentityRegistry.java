package org.obol.api;

import java.util.Optional;
import java.util.Set;

/**
 * Where ERC-8004 identities are registered: one contract address on all main networks,
 * another on all test networks.
 *
 * @param network the chain, CAIP-2
 * @param address the contract
 */
public record IdentityRegistry(String network, String address) {

	private static final String MAINNET = "0x8004A169FB4a3325136EB29fA0ceB6D2e539a432";

	private static final String TESTNET = "0x8004A818BFB912233c491871b3d84c89A494BD9e";

	private static final Set<String> MAINNETS = Set.of("eip155:1", "eip155:8453", "eip155:42161", "eip155:10",
			"eip155:137", "eip155:43114", "eip155:56", "eip155:42220", "eip155:100");

	private static final Set<String> TESTNETS = Set.of("eip155:11155111", "eip155:84532", "eip155:421614",
			"eip155:11155420", "eip155:80002", "eip155:43113");

	/**
	 * Finds the registry of a chain.
	 * @param network the chain, CAIP-2
	 * @return the registry, if one is known there
	 */
	public static Optional<IdentityRegistry> on(String network) {
		if (MAINNETS.contains(network)) {
			return Optional.of(new IdentityRegistry(network, MAINNET));
		}
		return TESTNETS.contains(network) ? Optional.of(new IdentityRegistry(network, TESTNET)) : Optional.empty();
	}

	/**
	 * The name in registration files ({@code agentRegistry}).
	 * @return CAIP-2 network, colon, address
	 */
	public String caip10() {
		return this.network + ":" + this.address;
	}

}
