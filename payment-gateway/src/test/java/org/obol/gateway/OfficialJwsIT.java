package org.obol.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.obol.x402.AtomicAmount;
import org.obol.x402.Network;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.TokenRegistry;
import org.obol.x402.extension.OfferReceipt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Offers and receipts signed for the web, verified by the official package. */
class OfficialJwsIT {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final String URL = "https://market.example/services/quant";

	@Test
	void officialPackageVerifiesThemByTheKeyThatTheyName() throws Exception {
		OfferReceipt signer = new OfferReceipt(TestGateway.SIGNER, OfferReceipt.Form.JWS);
		PaymentRequirements terms = PaymentRequirements.exact(
				TokenRegistry.standard().bySymbol(Network.evm(84532), "USDC").orElseThrow(), AtomicAmount.of(10_000),
				Offers.SELLER, 300);
		Instant now = Instant.ofEpochSecond(1_780_000_000);
		JsonNode offer = JSON.valueToTree(signer.offers(URL, List.of(terms), now)).at("/info/offers/0");
		JsonNode receipt = JSON.valueToTree(signer.receipt(URL, "eip155:84532", Payments.BUYER, "0xabc", now))
			.at("/info/receipt");
		JsonNode seen = JSON.readTree(NodeScripts.installed()
			.run("jws.mjs", Map.of("OFFER", offer.toString(), "RECEIPT", receipt.toString())));
		assertThat(seen.at("/offer/payTo").asString()).isEqualTo(Offers.SELLER);
		assertThat(seen.at("/offer/amount").asString()).isEqualTo("10000");
		assertThat(seen.at("/offer/validUntil").asLong()).isEqualTo(now.getEpochSecond());
		assertThat(seen.at("/receipt/payer").asString()).isEqualTo(Payments.BUYER);
		assertThat(seen.at("/receipt/transaction").asString()).isEqualTo("0xabc");
		assertThat(seen.at("/refused").asBoolean()).isTrue();
	}

}
