package org.obol.gateway.facilitator;

import java.net.URI;
import java.util.Map;
import org.obol.gateway.paywall.SettlementLookup;
import org.obol.x402.Network;
import org.obol.x402.chain.ChainClient;

/** Lets tests of other packages ask a chain as the gateway does. */
public final class TestLookups {

	private TestLookups() {
	}

	public static SettlementLookup on(String network, URI rpcUrl) {
		Network chain = new Network(network);
		return new ChainLookup(new Chains(Map.of(chain, ChainClient.connect(chain, rpcUrl))));
	}

}
