package org.obol.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequired;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.codec.PaymentPayloadCodec;
import org.obol.x402.codec.PaymentRequiredCodec;
import org.obol.x402.codec.SettlementResponseCodec;
import org.obol.x402.evm.CommitmentData;
import org.obol.x402.evm.Signatures;
import org.obol.x402.extension.OfferReceipt;

/** The gateway's word on what it asks and what it got. */
class SignedReceiptIT extends GatewayIT {

	private static final String BLOCKS = "/services/blocks/height";

	@Test
	void everyWayToPayIsSigned() {
		PaymentRequired required = required();
		Map<?, ?> offer = (Map<?, ?>) ((List<?>) info(required.extensions()).get("offers")).getFirst();
		Map<?, ?> payload = (Map<?, ?>) offer.get("payload");
		long until = ((Number) payload.get("validUntil")).longValue();
		byte[] digest = CommitmentData.offer(required.resource().url(), required.accepts().getFirst(), until);
		assertThat(Signatures.signer(digest, (String) offer.get("signature"))).contains(TestGateway.SIGNER.address());
		assertThat(until).isGreaterThan(System.currentTimeMillis() / 1000 + 1_500);
	}

	@Test
	void whoSendsTheExtensionBackGetsASignedReceipt() {
		PaymentRequired required = required();
		Map<String, Object> extensions = receipt(required.extensions());
		Map<?, ?> receipt = (Map<?, ?>) info(extensions).get("receipt");
		Map<?, ?> payload = (Map<?, ?>) receipt.get("payload");
		assertThat(payload.get("payer")).isEqualTo(Payments.BUYER.toLowerCase());
		assertThat(payload.get("transaction")).isEqualTo("0x" + "ab".repeat(32));
		byte[] digest = CommitmentData.receipt("eip155:84532", required.resource().url(), (String) payload.get("payer"),
				((Number) payload.get("issuedAt")).longValue(), (String) payload.get("transaction"));
		assertThat(Signatures.signer(digest, (String) receipt.get("signature"))).contains(TestGateway.SIGNER.address());
	}

	@Test
	void whoDoesNotGetsAPlainOne() {
		assertThat(receipt(Map.of())).isEmpty();
	}

	private Map<String, Object> receipt(Map<String, Object> echo) {
		PaymentRequirements offer = terms("/services/blocks");
		PaymentPayload plain = PaymentPayloadCodec.decodeHeader(Payments.header(offer));
		HttpResponse<String> response = pay(BLOCKS,
				PaymentPayloadCodec.encodeHeader(PaymentPayload.v2(offer, plain.payload(), null, echo)));
		assertThat(response.statusCode()).isEqualTo(200);
		return SettlementResponseCodec.decodeHeader(PaidCallIT.header(response, "PAYMENT-RESPONSE")).extensions();
	}

	private PaymentRequired required() {
		return PaymentRequiredCodec.decodeHeader(PaidCallIT.header(send(request(BLOCKS)), "PAYMENT-REQUIRED"));
	}

	private static Map<?, ?> info(Map<String, Object> extensions) {
		return (Map<?, ?>) ((Map<?, ?>) extensions.get(OfferReceipt.KEY)).get("info");
	}

}
