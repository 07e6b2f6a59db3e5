package org.obol.gateway.facilitator;

import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The chains that can be asked.
 *
 * @param chains one entry per network
 */
@ConfigurationProperties("obol")
record ChainProperties(@DefaultValue List<Chain> chains) {

	/**
	 * One chain.
	 *
	 * @param network CAIP-2, such as {@code eip155:84532}
	 * @param rpcUrl its JSON-RPC endpoint
	 */
	record Chain(String network, URI rpcUrl) {

	}

	/** Whether all can be asked over this gateway's own connections. */
	boolean areDirect() {
		return this.chains.stream().map(Chain::rpcUrl).allMatch(Proxies::isDirect);
	}

}
