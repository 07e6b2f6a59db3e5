package org.obol.gateway.facilitator;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.obol.api.ServiceOfferSpec;
import org.obol.api.ServiceOfferStatus;
import org.obol.gateway.Offers;
import org.obol.gateway.route.RouteMatch;
import org.obol.gateway.route.TestRoutes;
import org.obol.x402.chain.ChainClient;
import org.obol.x402.devchain.AnvilChain;

import static org.assertj.core.api.Assertions.assertThat;

/** Offers in a token that is not what they say stay closed, and are told. */
class TokenDomainsIT {

	private static final AnvilChain ANVIL = AnvilChain.shared();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	@Test
	void offerInATokenWithAnotherDomainStaysClosed() {
		TokenDomains domains = on(ANVIL.rpcUrl());
		var table = TestRoutes.table(domains, offer("good", AnvilChain.USDC.address(), "USDC"),
				offer("renamed", AnvilChain.USDC.address(), "USD Coin"),
				offer("nothing", "0x00000000000000000000000000000000000000aa", "USDC"));
		assertThat(table.match("/services/good")).isInstanceOf(RouteMatch.Open.class);
		assertThat(table.match("/services/renamed")).isInstanceOf(RouteMatch.Closed.class);
		assertThat(table.match("/services/nothing")).isInstanceOf(RouteMatch.Closed.class);
		assertThat(domains.health().getDetails().get("problems").toString()).contains("domain isn't name 'USD Coin'")
			.contains("there is no contract");
		assertThat(this.meters.get("obol.gateway.token.domain.mismatches").gauge().value()).isEqualTo(2);
	}

	@Test
	void chainThatDoesNotAnswerClosesNothing() {
		TokenDomains domains = on(URI.create("http://127.0.0.1:1"));
		var table = TestRoutes.table(domains, offer("good", AnvilChain.USDC.address(), "USDC"));
		assertThat(table.match("/services/good")).isInstanceOf(RouteMatch.Open.class);
		assertThat(domains.health().getDetails().get("problems").toString()).isEqualTo("[]");
	}

	private TokenDomains on(URI rpc) {
		Chains chains = new Chains(Map.of(AnvilChain.NETWORK, ChainClient.connect(AnvilChain.NETWORK, rpc)));
		return new TokenDomains(chains, Clock.systemUTC(), this.meters);
	}

	private static org.obol.api.ServiceOffer offer(String name, String asset, String domain) {
		var accepts = new ServiceOfferStatus.Accepts("exact", "eip155:84532", "10000", asset, Offers.SELLER, 300,
				Map.of("name", domain, "version", "2", "assetTransferMethod", "eip3009"));
		return Offers.live(name, "shop", Offers.spec(ServiceOfferSpec.TYPE_HTTP, null, null),
				Offers.status("http://up", null, List.of(accepts)));
	}

}
