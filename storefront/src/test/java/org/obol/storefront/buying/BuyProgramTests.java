package org.obol.storefront.buying;

import org.junit.jupiter.api.Test;
import org.obol.storefront.catalogue.CatalogueFixtures;

import org.obol.api.ServiceOffer;

import static org.assertj.core.api.Assertions.assertThat;

/** The shown program is the one that can pay: others are refused by the 402's terms. */
class BuyProgramTests {

	@Test
	void whatIsChargedByUseIsPaidWithTheClientForThat() {
		String program = program(CatalogueFixtures.offerByUse("meter"));
		assertThat(program)
			.contains("import { UptoEvmScheme } from \"@x402/evm/upto/client\";",
					"network: \"eip155:84532\", client: new UptoEvmScheme(signer, { rpcUrl })", "allowedAssets: true",
					"one call costs up to 0.5 OBOL/request", "/services/meter/v1/chat/completions")
			.doesNotContain("ExactEvmScheme");
	}

	@Test
	void otherTokensAreAllowedAndLookedUpOnTheChain() {
		String program = program(CatalogueFixtures.inferenceOffer("brain"));
		assertThat(program).contains("import { ExactEvmScheme } from \"@x402/evm/exact/client\";",
				"new ExactEvmScheme(signer, { rpcUrl })", "allowedAssets: true", "OBOL is not one of");
	}

	@Test
	void usualTokensNeedNoChain() {
		assertThat(program(CatalogueFixtures.httpOffer("feed", "x"))).contains("new ExactEvmScheme(account)")
			.doesNotContain("RPC_URL", "allowedAssets");
	}

	private static String program(ServiceOffer offer) {
		return BuyProgram.of(CatalogueFixtures.of(offer).entries().getFirst());
	}

}
