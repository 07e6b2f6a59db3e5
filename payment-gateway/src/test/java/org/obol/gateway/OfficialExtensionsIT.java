package org.obol.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.obol.api.ServiceOffer;
import org.obol.api.ServiceOfferSpec;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code @x402/extensions} of npm makes of this gateway. The official client signs
 * in only where the challenge names the address it called, so this gateway has a fixed
 * one.
 */
@SpringBootTest(classes = TestGateway.class, webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT,
		properties = { "management.server.port=0", "obol.ledger.beat=1s", "obol.ledger.reconcile=200ms" })
class OfficialExtensionsIT extends GatewayIT {

	private static final String BUYER_KEY = "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";

	private static final String BUYER = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

	@DynamicPropertySource
	static void address(DynamicPropertyRegistry registry) throws Exception {
		try (ServerSocket socket = new ServerSocket(0)) {
			int free = socket.getLocalPort();
			registry.add("server.port", () -> free);
			registry.add("obol.public-url", () -> "http://127.0.0.1:" + free);
		}
	}

	@Test
	void officialClientsUnderstandEveryExtension() throws Exception {
		ServiceOffer club = Offers.http("club", this.upstream.url().toString());
		club.setSpec(Offers.spec("http", null, null, null,
				List.of(new ServiceOfferSpec.Route("/me", List.of(), "auth", null, null))));
		sell(club, Offers.http("blocks", this.upstream.url().toString()));
		String origin = "http://127.0.0.1:" + this.port;
		JsonNode seen = JsonMapper.builder()
			.build()
			.readTree(NodeScripts.installed()
				.run("extensions.mjs",
						Map.of("OFFER_URL", origin + "/services/blocks/height", "OTHER_URL",
								origin + "/services/blocks/other", "AUTH_URL", origin + "/services/club/me",
								"BUYER_KEY", BUYER_KEY)));
		assertThat(seen.at("/bazaar/valid").asBoolean()).as(seen.toString()).isTrue();
		assertThat(seen.at("/bazaarSpec/valid").asBoolean()).isTrue();
		assertThat(seen.at("/identifier/valid").asBoolean()).isTrue();
		assertThat(seen.at("/offerSigners/0").asString()).isEqualTo(TestGateway.SIGNER.address());
		assertThat(seen.at("/receiptSigner").asString()).isEqualTo(TestGateway.SIGNER.address());
		assertThat(seen.at("/receiptMatches").asBoolean()).isTrue();
		assertThat(seen.at("/first/status").asInt()).isEqualTo(200);
		assertThat(seen.at("/first/echoed").asBoolean()).isTrue();
		assertThat(seen.at("/again/body")).isEqualTo(seen.at("/first/body"));
		assertThat(seen.at("/again/settled/transaction")).isEqualTo(seen.at("/first/settled/transaction"));
		assertThat(seen.at("/other/status").asInt()).isEqualTo(409);
		assertThat(this.facilitator.settled).hasValue(1);
		assertThat(seen.at("/signIn/status").asInt()).as(seen.toString()).isEqualTo(200);
		assertThat(this.upstream.seen.getLast().headers().get("x-payment-payer"))
			.containsExactly(BUYER.toLowerCase(java.util.Locale.ROOT));
	}

}
