package org.obol.gateway.facilitator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.obol.x402.Network;
import org.obol.x402.chain.ChainClient;

/** The configured chains' clients. */
final class Chains implements AutoCloseable {

	private final Map<Network, ChainClient> clients = new LinkedHashMap<>();

	Chains(ChainProperties properties) {
		for (ChainProperties.Chain chain : properties.chains()) {
			Network network = new Network(chain.network());
			this.clients.put(network, ChainClient.connect(network, chain.rpcUrl()));
		}
	}

	List<ChainClient> clients() {
		return List.copyOf(this.clients.values());
	}

	Set<Network> networks() {
		return this.clients.keySet();
	}

	Optional<ChainClient> of(Network network) {
		return Optional.ofNullable(this.clients.get(network));
	}

	@Override
	public void close() {
		this.clients.values().forEach(ChainClient::close);
	}

}
