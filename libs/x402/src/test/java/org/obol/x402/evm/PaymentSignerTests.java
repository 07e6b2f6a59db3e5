package org.obol.x402.evm;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.obol.x402.Fixtures;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequired;
import org.obol.x402.SchemePayload;
import org.obol.x402.codec.PaymentPayloadCodec;
import org.obol.x402.codec.PaymentRequiredCodec;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PaymentSignerTests {

	@Test
	void signsTheSameHeaderAsTheOfficialV2Client() {
		JsonNode fixture = Fixtures.read("v2.json");
		PaymentRequired required = PaymentRequiredCodec.decodeHeader(fixture.get("requiredHeader").asString());
		PaymentPayload payment = signer(fixture).sign(required, required.accepts().getFirst());
		assertThat(PaymentPayloadCodec.headerName(payment)).isEqualTo("PAYMENT-SIGNATURE");
		assertThat(PaymentPayloadCodec.encodeHeader(payment)).isEqualTo(fixture.get("paymentHeader").asString());
	}

	@Test
	void answersAVersionOneOfferInVersionOne() {
		JsonNode fixture = Fixtures.read("v1.json");
		byte[] body = fixture.get("body").toString().getBytes(StandardCharsets.UTF_8);
		PaymentRequired required = PaymentRequiredCodec.decodeBody(body);
		PaymentPayload payment = signer(fixture).sign(required, required.accepts().getFirst());
		assertThat(PaymentPayloadCodec.headerName(payment)).isEqualTo("X-PAYMENT");
		JsonNode sent = Fixtures.json(Base64.getDecoder().decode(PaymentPayloadCodec.encodeHeader(payment)));
		assertThat(sent.get("network").asString()).isEqualTo("base-sepolia");
		assertThat(sent.get("x402Version").intValue()).isEqualTo(1);
		assertThat(sent.get("payload").get("authorization").get("value").asString()).isEqualTo("10000");
	}

	@Test
	void everySignatureHasANonceOfItsOwn() {
		JsonNode fixture = Fixtures.read("v2.json");
		PaymentRequired required = PaymentRequiredCodec.decodeHeader(fixture.get("requiredHeader").asString());
		PaymentSigner signer = new PaymentSigner(account(fixture), clock(fixture), new SecureRandom());
		assertThat(signer.sign(required, required.accepts().getFirst()).payload())
			.isNotEqualTo(signer.sign(required, required.accepts().getFirst()).payload());
	}

	@Test
	void anOfferItCannotPayIsRefused() {
		JsonNode fixture = Fixtures.read("v2.json");
		PaymentRequired required = PaymentRequiredCodec.decodeHeader(fixture.get("requiredHeader").asString());
		var batch = new org.obol.x402.PaymentRequirements("batch-settlement", required.accepts().getFirst().network(),
				required.accepts().getFirst().amount(), "0x", "0x", 1, java.util.Map.of());
		assertThatIllegalArgumentException().isThrownBy(() -> signer(fixture).sign(required, batch))
			.withMessageContaining("batch-settlement");
	}

	private static PaymentSigner signer(JsonNode fixture) {
		PaymentPayload official = PaymentPayloadCodec.decodeHeader(fixture.get("paymentHeader").asString());
		String nonce = ((SchemePayload.Eip3009) official.payload()).authorization().nonce();
		return new PaymentSigner(account(fixture), clock(fixture), new FixedRandom(nonce));
	}

	private static EvmAccount account(JsonNode fixture) {
		return EvmAccount.ofPrivateKey(fixture.get("key").asString());
	}

	private static Clock clock(JsonNode fixture) {
		return Clock.fixed(Instant.ofEpochSecond(fixture.get("now").asLong()), ZoneOffset.UTC);
	}

	/** Gives the nonce that the official client happened to choose. */
	private static final class FixedRandom extends SecureRandom {

		private final String nonce;

		FixedRandom(String nonce) {
			this.nonce = nonce;
		}

		@Override
		public void nextBytes(byte[] bytes) {
			System.arraycopy(HexFormat.of().parseHex(this.nonce.substring(2)), 0, bytes, 0, bytes.length);
		}

	}

}
