package org.obol.x402.codec;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.obol.x402.AtomicAmount;
import org.obol.x402.ErrorReason;
import org.obol.x402.Fixtures;
import org.obol.x402.Network;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequired;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.ResourceInfo;
import org.obol.x402.SchemePayload;
import org.obol.x402.SettlementResponse;
import org.obol.x402.X402Version;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages that {@code @x402/core} 2.27 and {@code x402} 1.2 wrote, read and written
 * again to the same bytes.
 */
class OfficialMessagesTests {

	private static final JsonNode V2 = Fixtures.read("v2.json");

	private static final JsonNode V1 = Fixtures.read("v1.json");

	@Test
	void theV2OfferComesBackByteForByte() {
		String header = V2.get("requiredHeader").asString();
		PaymentRequired required = PaymentRequiredCodec.decodeHeader(header);
		assertThat(required.version()).isEqualTo(X402Version.V2);
		assertThat(required.resource().tags()).containsExactly("chain", "agent");
		assertThat(required.accepts()).hasSize(2);
		assertThat(required.accepts().getFirst().extra()).containsEntry("agentSkills", List.of("gas", "addresses"));
		assertThat(PaymentRequiredCodec.encodeHeader(required)).isEqualTo(header);
	}

	@Test
	void theV2PaymentComesBackByteForByte() {
		String header = V2.get("paymentHeader").asString();
		PaymentPayload payment = PaymentPayloadCodec.decodeHeader(header);
		assertThat(payment.version()).isEqualTo(X402Version.V2);
		assertThat(payment
			.isFor(PaymentRequiredCodec.decodeHeader(V2.get("requiredHeader").asString()).accepts().getFirst()))
			.isTrue();
		assertThat(PaymentPayloadCodec.encodeHeader(payment)).isEqualTo(header);
	}

	@Test
	void v2ReceiptsComeBackByteForByte() {
		SettlementResponse settled = SettlementResponseCodec.decodeHeader(V2.get("settledHeader").asString());
		assertThat(settled.success()).isTrue();
		assertThat(settled.amount()).isEqualTo(AtomicAmount.of(10_000));
		assertThat(SettlementResponseCodec.encodeHeader(settled, X402Version.V2))
			.isEqualTo(V2.get("settledHeader").asString());
		SettlementResponse refused = SettlementResponseCodec.decodeHeader(V2.get("refusedHeader").asString());
		assertThat(refused.success()).isFalse();
		assertThat(refused.errorReason()).isEqualTo(ErrorReason.NONCE_ALREADY_USED);
		assertThat(SettlementResponseCodec.encodeHeader(refused, X402Version.V2))
			.isEqualTo(V2.get("refusedHeader").asString());
	}

	@Test
	void theV1PaymentIsReadIntoTheSameModel() {
		PaymentPayload payment = PaymentPayloadCodec.decodeHeader(V1.get("paymentHeader").asString());
		assertThat(payment.version()).isEqualTo(X402Version.V1);
		assertThat(payment.network()).isEqualTo(Network.evm(84532));
		assertThat(payment.payload()).isInstanceOf(SchemePayload.Eip3009.class);
		assertThat(payment.payer()).contains("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");
	}

	@Test
	void theV1OfferIsReadIntoTheSameModel() {
		PaymentRequired required = PaymentRequiredCodec.decodeBody(bytes(V1.get("body")));
		assertThat(required.version()).isEqualTo(X402Version.V1);
		assertThat(required.resource().description()).isEqualTo("A chain analyst");
		assertThat(required.accepts().getFirst().amount()).isEqualTo(AtomicAmount.of(10_000));
	}

	@Test
	void theV1BodyHoldsWhatTheOfficialSchemaWants() {
		PaymentRequired required = PaymentRequiredCodec.decodeBody(bytes(V1.get("body")));
		JsonNode written = Fixtures.json(PaymentRequiredCodec.encodeV1Body(required));
		assertThat(written).isEqualTo(V1.get("body"));
	}

	@Test
	void onlyOffersThatV1ClientsCanReadAreInTheV1Body() {
		PaymentRequired both = PaymentRequiredCodec.decodeHeader(V2.get("requiredHeader").asString());
		JsonNode written = Fixtures.json(PaymentRequiredCodec.encodeV1Body(both));
		assertThat(written.get("accepts")).hasSize(1);
		assertThat(written.get("accepts").get(0).get("network").asString()).isEqualTo("base-sepolia");
	}

	@Test
	void aResourceThatIsNoUrlMakesNoV1Offer() {
		PaymentRequired both = PaymentRequiredCodec.decodeHeader(V2.get("requiredHeader").asString());
		PaymentRequired tool = PaymentRequired.of("pay", ResourceInfo.of("mcp://tool/x", null, null), both.accepts());
		assertThat(Fixtures.json(PaymentRequiredCodec.encodeV1Body(tool)).get("accepts")).isEmpty();
	}

	@Test
	void theV1ReceiptNamesTheNetworkAsV1Does() {
		SettlementResponse settled = SettlementResponseCodec.decodeHeader(V1.get("settledHeader").asString());
		assertThat(settled.network()).isEqualTo(Network.evm(84532));
		String header = SettlementResponseCodec.encodeHeader(settled, X402Version.V1);
		assertThat(Fixtures.json(java.util.Base64.getDecoder().decode(header))).isEqualTo(V1.get("settled"));
	}

	@Test
	void offersFromElsewhereDoNotHideTheOnesThatCanBeRead() {
		PaymentRequired required = PaymentRequiredCodec.decodeBody(bytes(Fixtures
			.json("""
					{"x402Version":2,"resource":{"url":"https://x"},"accepts":[
					{"scheme":"exact","network":"fiat","amount":"1.00","asset":"USD","payTo":"merchant","maxTimeoutSeconds":1},
					{"scheme":"exact","network":"solana:EtWTRABZaYq6iMfeYKouRu166VU2xqa1","amount":"5","asset":"abc",
					"payTo":"def","maxTimeoutSeconds":1,"extra":null}],"extensions":null}"""
				.getBytes(StandardCharsets.UTF_8))));
		assertThat(required.accepts()).extracting(PaymentRequirements::asset).containsExactly("abc");
		assertThat(required.extensions()).isEqualTo(Map.of());
	}

	private static byte[] bytes(JsonNode node) {
		return node.toString().getBytes(StandardCharsets.UTF_8);
	}

}
