package org.obol.offercontroller.probe;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import org.obol.api.ServiceOfferStatus.Accepts;
import org.obol.x402.AtomicAmount;
import org.obol.x402.Network;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.codec.MalformedMessageException;
import org.obol.x402.codec.PaymentHeaders;
import org.obol.x402.codec.PaymentRequiredCodec;

/** Reads what a 402 asks for, and compares it with what it should ask for. */
final class Quotes {

	private Quotes() {
	}

	static Optional<List<PaymentRequirements>> in(HttpHeaders headers) {
		try {
			return headers.firstValue(PaymentHeaders.PAYMENT_REQUIRED)
				.map(PaymentRequiredCodec::decodeHeader)
				.map((required) -> required.accepts());
		}
		catch (MalformedMessageException ex) {
			return Optional.empty();
		}
	}

	/** The gateway may say more in {@code extra}, but nothing else may differ. */
	static boolean match(List<Accepts> expected, List<PaymentRequirements> quoted) {
		if (expected.size() != quoted.size()) {
			return false;
		}
		for (int i = 0; i < expected.size(); i++) {
			if (!requirements(expected.get(i)).isOfferedAs(quoted.get(i))) {
				return false;
			}
		}
		return true;
	}

	private static PaymentRequirements requirements(Accepts accepts) {
		return new PaymentRequirements(accepts.scheme(), new Network(accepts.network()),
				AtomicAmount.parse(accepts.amount()), accepts.asset(), accepts.payTo(),
				Math.toIntExact(accepts.maxTimeoutSeconds()), accepts.extra());
	}

}
