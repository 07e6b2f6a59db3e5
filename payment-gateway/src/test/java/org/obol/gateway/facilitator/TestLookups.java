package org.obol.gateway.facilitator;

import java.net.URI;
import java.util.List;

import org.obol.gateway.paywall.SettlementLookup;

/** Lets tests of other packages ask a chain as the gateway does. */
public final class TestLookups {

	private TestLookups() {
	}

	public static SettlementLookup on(String network, URI rpcUrl) {
		return new ChainLookup(new Chains(new ChainProperties(List.of(new ChainProperties.Chain(network, rpcUrl)))));
	}

}
