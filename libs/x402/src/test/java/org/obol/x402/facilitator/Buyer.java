package org.obol.x402.facilitator;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;

import org.obol.x402.AtomicAmount;
import org.obol.x402.Authorization;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.SchemePayload;
import org.obol.x402.evm.Eip712Domain;
import org.obol.x402.evm.EvmAccount;
import org.obol.x402.evm.TypedData;

/**
 * A buyer who also signs what an honest one wouldn't.
 */
record Buyer(EvmAccount account) {

	PaymentPayload pays(PaymentRequirements offer) {
		return signs(offer, authorization(offer));
	}

	PaymentPayload signs(PaymentRequirements offer, Authorization authorization) {
		byte[] digest = TypedData.digest(Eip712Domain.ofToken(offer), authorization);
		return PaymentPayload.v2(offer, new SchemePayload.Eip3009(this.account.sign(digest), authorization), null,
				Map.of());
	}

	Authorization authorization(PaymentRequirements offer) {
		return authorization(offer.payTo(), offer.amount(), 0, now() + offer.maxTimeoutSeconds());
	}

	Authorization authorization(String to, AtomicAmount value, long validAfter, long validBefore) {
		byte[] nonce = new byte[32];
		new SecureRandom().nextBytes(nonce);
		return new Authorization(this.account.address(), to, value, BigInteger.valueOf(validAfter),
				BigInteger.valueOf(validBefore), "0x" + HexFormat.of().formatHex(nonce));
	}

	static long now() {
		return Clock.systemUTC().instant().getEpochSecond();
	}

}
