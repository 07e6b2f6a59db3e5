package org.obol.x402.extension;

import java.time.Instant;
import java.util.Base64;
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

	@Test
	void wordForTheWebNamesTheKeyAndIsSignedByIt() {
		EvmAccount account = EvmAccount.ofPrivateKey(OFFICIAL.get("key").asString());
		JsonNode receipt = json(new OfferReceipt(account, OfferReceipt.Form.JWS).receipt(URL, "eip155:84532", "0xpayer",
				"", Instant.EPOCH))
			.at("/info/receipt");
		assertThat(receipt.get("format").asString()).isEqualTo("jws");
		assertThat(receipt.has("payload")).isFalse();
		String[] parts = receipt.get("signature").asString().split("\\.");
		JsonNode header = Fixtures.json(Base64.getUrlDecoder().decode(parts[0]));
		assertThat(header.get("alg").asString()).isEqualTo("ES256K");
		assertThat(header.get("kid").asString()).startsWith("did:key:zQ3s");
		JsonNode payload = Fixtures.json(Base64.getUrlDecoder().decode(parts[1]));
		assertThat(payload.propertyNames()).containsExactly("issuedAt", "network", "payer", "resourceUrl", "version");
	}

	/** The example of the did:key method for secp256k1. */
	@Test
	void keyIsNamedAsTheDidMethodNamesIt() {
		byte[] key = HexFormat.of().parseHex("03874c15c7fda20e539c6e5ba573c139884c351188799f5458b4b41f7924f235cd");
		assertThat(CompactJws.keyId(key)).startsWith("did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme#");
	}

	private static JsonNode json(Map<String, Object> value) {
		JsonMapper mapper = JsonMapper.builder().build();
		return Fixtures.json(mapper.writeValueAsBytes(value));
	}

	private static String hex(byte[] bytes) {
		return "0x" + HexFormat.of().formatHex(bytes);
	}

}
