package org.obol.gateway.paywall;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.obol.gateway.ledger.Claim;
import org.obol.x402.ErrorReason;
import org.obol.x402.SettlementResponse;
import org.obol.x402.X402Version;
import org.obol.x402.codec.PaymentHeaders;
import org.obol.x402.codec.SettlementResponseCodec;

/**
 * The headers that tell a buyer, in both protocol versions, what became of the payment.
 */
final class Receipts {

	private Receipts() {
	}

	static Map<String, List<String>> settled(Sale sale, String transaction, Map<String, List<String>> headers) {
		Claim claim = sale.claim();
		Map<String, List<String>> all = with(headers,
				SettlementResponse.settled(claim.id().network(), claim.id().payer(), transaction, claim.amount())
					.withExtensions(sale.confirmation().apply(transaction)));
		all.put("Cache-Control", List.of("private, no-store"));
		all.put("Vary", List.of("PAYMENT-SIGNATURE, X-PAYMENT"));
		return all;
	}

	private static Reply.Whole failed(Claim claim, String code, String transaction, Reply.Whole reply) {
		ErrorReason reason = ErrorReason.received(code, ErrorReason.UNEXPECTED_SETTLE_ERROR);
		SettlementResponse receipt = SettlementResponse.failed(claim.id().network(), reason, claim.id().payer(),
				transaction);
		return new Reply.Whole(reply.status(), with(reply.headers(), receipt), reply.body());
	}

	static Reply notPaid(Sale sale, String code) {
		if (ErrorReason.FACILITATOR_UNREACHABLE.wire().equals(code)
				|| ErrorReason.FACILITATOR_BUSY.wire().equals(code)) {
			return Refusals.facilitatorUnavailable();
		}
		return failed(sale.claim(), code, "", Refusals.notSettled(sale.call().route(), code));
	}

	static Reply open(Sale sale, String transaction) {
		return failed(sale.claim(), "settlement_pending", transaction, Refusals.settlementUnknown());
	}

	static Reply.Whole paidNotServed(Sale sale, String transaction, Reply.Whole reply) {
		return new Reply.Whole(reply.status(), settled(sale, transaction, reply.headers()), reply.body());
	}

	private static Map<String, List<String>> with(Map<String, List<String>> headers, SettlementResponse receipt) {
		Map<String, List<String>> all = new LinkedHashMap<>(headers);
		all.put(PaymentHeaders.PAYMENT_RESPONSE,
				List.of(SettlementResponseCodec.encodeHeader(receipt, X402Version.V2)));
		all.put(PaymentHeaders.X_PAYMENT_RESPONSE,
				List.of(SettlementResponseCodec.encodeHeader(receipt, X402Version.V1)));
		return all;
	}

}
