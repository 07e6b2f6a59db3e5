package org.obol.x402.extension;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.obol.x402.AtomicAmount;
import org.obol.x402.Fixtures;
import org.obol.x402.Network;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.evm.CommitmentData;
import org.obol.x402.evm.EvmAccount;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Signed offers and receipts, against what the official package signed. */
class OfferReceiptTests {

	private static final JsonNode OFFICIAL = Fixtures.read("extensions.json");

	private static final JsonNode OFFER = OFFICIAL.get("offer").get("payload");

	private static final JsonNode RECEIPT = OFFICIAL.get("receipt").get("payload");

	private static final String URL = OFFER.get("resourceUrl").asString();

	private final OfferReceipt signer = new OfferReceipt(EvmAccount.ofPrivateKey(OFFICIAL.get("key").asString()));

	private final PaymentRequirements offer = new PaymentRequirements(OFFER.get("scheme").asString(),
			new Network(OFFER.get("network").asString()), AtomicAmount.parse(OFFER.get("amount").asString()),
			OFFER.get("asset").asString(), OFFER.get("payTo").asString(), 300, Map.of());

	@Test
	void anOfferIsSignedAsTheOfficialPackageSignsIt() {
		assertThat(hex(CommitmentData.offer(URL, this.offer, OFFER.get("validUntil").asLong())))
			.isEqualTo(OFFICIAL.get("offer").get("hash").asString());
		JsonNode declared = json(this.signer.offers(URL, List.of(this.offer, this.offer),
				Instant.ofEpochSecond(OFFER.get("validUntil").asLong())));
		JsonNode second = declared.get("info").get("offers").get(1);
		assertThat(second.get("format").asString()).isEqualTo("eip712");
		assertThat(second.get("acceptIndex").asInt()).isEqualTo(1);
		assertThat(second.get("payload")).isEqualTo(OFFER);
		assertThat(second.get("signature").asString()).isEqualTo(OFFICIAL.get("offer").get("signature").asString());
	}

	@Test
	void aReceiptIsSignedAsTheOfficialPackageSignsIt() {
		JsonNode declared = json(this.signer.receipt(URL, RECEIPT.get("network").asString(),
				RECEIPT.get("payer").asString(), RECEIPT.get("transaction").asString(),
				Instant.ofEpochSecond(RECEIPT.get("issuedAt").asLong())));
		JsonNode receipt = declared.get("info").get("receipt");
		assertThat(receipt.get("payload")).isEqualTo(RECEIPT);
		assertThat(receipt.get("signature").asString()).isEqualTo(OFFICIAL.get("receipt").get("signature").asString());
	}

	private static JsonNode json(Map<String, Object> value) {
		JsonMapper mapper = JsonMapper.builder().build();
		return Fixtures.json(mapper.writeValueAsBytes(value));
	}

	private static String hex(byte[] bytes) {
		return "0x" + HexFormat.of().formatHex(bytes);
	}

}
