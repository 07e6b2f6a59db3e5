package org.obol.gateway.facilitator;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.obol.gateway.wire.WireLoops;
import org.obol.x402.Network;
import org.obol.x402.chain.ChainClient;

/** The configured chains' clients. */
final class Chains implements AutoCloseable {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

	private static final Duration KEPT = Duration.ofSeconds(15);

	private final Map<Network, ChainClient> clients;

	Chains(Map<Network, ChainClient> clients) {
		this.clients = Collections.unmodifiableMap(clients);
	}

	/** Nothing is asked yet. */
	static Chains of(ChainProperties properties, WireLoops loops) {
		Map<Network, ChainClient> clients = new LinkedHashMap<>();
		for (ChainProperties.Chain chain : properties.chains()) {
			Network network = new Network(chain.network());
			clients.put(network, connect(network, chain.rpcUrl(), loops));
		}
		return new Chains(clients);
	}

	private static ChainClient connect(Network network, URI url, WireLoops loops) {
		return Proxies.isDirect(url)
				? ChainClient.connect(network, new WireChainTransport(url, loops.client(CONNECT_TIMEOUT, KEPT)))
				: ChainClient.connect(network, url);
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
