package org.obol.x402.evm;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;

import org.obol.x402.Authorization;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequired;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.SchemePayload;
import org.obol.x402.TransferMethod;
import org.obol.x402.X402Version;

/**
 * The buyer's side: turns one of the offers of a 402 into a signed payment. Signing moves
 * nothing yet; the same payment may be sent again, a second signature is a second
 * payment.
 */
public final class PaymentSigner {

	private static final int NONCE_BYTES = 32;

	private final EvmAccount account;

	private final Clock clock;

	private final SecureRandom random;

	/**
	 * A signer for one account.
	 * @param account who pays
	 * @param clock the time
	 * @param random where nonces come from
	 */
	public PaymentSigner(EvmAccount account, Clock clock, SecureRandom random) {
		this.account = account;
		this.clock = clock;
		this.random = random;
	}

	/**
	 * Whether this signer knows how to pay an offer.
	 * @param offer one way to pay
	 * @return true for {@code exact} by EIP-3009 on an EVM chain
	 */
	public static boolean canPay(PaymentRequirements offer) {
		return PaymentRequirements.EXACT.equals(offer.scheme()) && offer.network().isEvm()
				&& offer.transferMethod().filter(TransferMethod.EIP3009::equals).isPresent()
				&& offer.extraText("name").isPresent() && offer.extraText("version").isPresent()
				&& EvmAddress.isValid(offer.asset()) && EvmAddress.isValid(offer.payTo());
	}

	/**
	 * Signs a payment for one of the offers, in the version the 402 came in.
	 * @param required the 402
	 * @param chosen one of its offers
	 * @return the payment, valid for the offer's {@code maxTimeoutSeconds}
	 * @throws IllegalArgumentException when {@link #canPay} says no
	 */
	public PaymentPayload sign(PaymentRequired required, PaymentRequirements chosen) {
		if (!canPay(chosen)) {
			throw new IllegalArgumentException("can't pay by scheme " + chosen.scheme() + " on " + chosen.network());
		}
		SchemePayload payload = eip3009(chosen);
		return (required.version() == X402Version.V1) ? PaymentPayload.v1(chosen.scheme(), chosen.network(), payload)
				: PaymentPayload.v2(chosen, payload, required.resource(), extensions(required));
	}

	private SchemePayload eip3009(PaymentRequirements chosen) {
		byte[] nonce = new byte[NONCE_BYTES];
		this.random.nextBytes(nonce);
		long now = this.clock.instant().getEpochSecond();
		// validAfter is 0 and not now: a chain's clock may be behind ours.
		Authorization authorization = new Authorization(this.account.address(), chosen.payTo(), chosen.amount(),
				BigInteger.ZERO, BigInteger.valueOf(now + chosen.maxTimeoutSeconds()),
				"0x" + HexFormat.of().formatHex(nonce));
		byte[] digest = TypedData.digest(Eip712Domain.ofToken(chosen), authorization);
		return new SchemePayload.Eip3009(this.account.sign(digest), authorization);
	}

	private static Map<String, Object> extensions(PaymentRequired required) {
		// The seller compares what it offered with what comes back.
		return required.extensions();
	}

}
