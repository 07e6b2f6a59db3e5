package org.obol.x402.evm;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;
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

	private final Payer payer;

	private final @Nullable EvmAccount account;

	private final Clock clock;

	private final SecureRandom random;

	private final @Nullable Permit2Signer permit2;

	/**
	 * A signer for one account, which pays by EIP-3009.
	 * @param account who pays
	 * @param clock the time
	 * @param random where nonces come from
	 */
	public PaymentSigner(EvmAccount account, Clock clock, SecureRandom random) {
		this(Payer.of(account), account, clock, random, null);
	}

	/**
	 * A signer for an account whose key is elsewhere, which pays by EIP-3009.
	 * @param payer who pays
	 * @param clock the time
	 * @param random where nonces come from
	 */
	public PaymentSigner(Payer payer, Clock clock, SecureRandom random) {
		this(payer, null, clock, random, null);
	}

	private PaymentSigner(Payer payer, @Nullable EvmAccount account, Clock clock, SecureRandom random,
			@Nullable Permit2Signer permit2) {
		this.payer = payer;
		this.account = account;
		this.clock = clock;
		this.random = random;
		this.permit2 = permit2;
	}

	/**
	 * The same signer, which also pays through Permit2 (OBOL, and {@code upto}).
	 * @param approvals what the chain knows about the account
	 * @return a new signer
	 * @throws IllegalStateException if the key is elsewhere
	 */
	public PaymentSigner withPermit2(Permit2Approvals approvals) {
		EvmAccount own = this.account;
		if (own == null) {
			throw new IllegalStateException("Permit2 needs an account whose key is here");
		}
		return new PaymentSigner(this.payer, own, this.clock, this.random, new Permit2Signer(own, approvals));
	}

	/**
	 * Whether every signer knows how to pay an offer, without asking a chain.
	 * @param offer one way to pay
	 * @return true for {@code exact} by EIP-3009 on an EVM chain
	 */
	public static boolean canPay(PaymentRequirements offer) {
		return PaymentRequirements.EXACT.equals(offer.scheme()) && isComplete(offer)
				&& offer.transferMethod().filter(TransferMethod.EIP3009::equals).isPresent();
	}

	/**
	 * Whether this signer knows how to pay an offer.
	 * @param offer one way to pay
	 * @return true for EIP-3009, and with {@link #withPermit2} for Permit2 too
	 */
	public boolean canSign(PaymentRequirements offer) {
		return canPay(offer) || (this.permit2 != null && isComplete(offer) && Permit2Signer.canSign(offer));
	}

	/**
	 * Signs a payment for one of the offers, in the version the 402 came in.
	 * @param required the 402
	 * @param chosen one of its offers
	 * @return the payment, valid for the offer's {@code maxTimeoutSeconds}
	 * @throws IllegalArgumentException when {@link #canSign} says no, or Permit2 would
	 * have to be approved by a transaction first
	 */
	public PaymentPayload sign(PaymentRequired required, PaymentRequirements chosen) {
		if (canPay(chosen)) {
			SchemePayload payload = eip3009(chosen);
			// The extensions go back as they came: the seller compares them.
			return (required.version() == X402Version.V1)
					? PaymentPayload.v1(chosen.scheme(), chosen.network(), payload)
					: PaymentPayload.v2(chosen, payload, required.resource(), required.extensions());
		}
		if (this.permit2 == null || !canSign(chosen)) {
			throw new IllegalArgumentException("can't pay by scheme " + chosen.scheme() + " on " + chosen.network()
					+ " with token " + chosen.asset());
		}
		return this.permit2.sign(required, chosen, new BigInteger(1, nonce()), validUntil(chosen));
	}

	private SchemePayload eip3009(PaymentRequirements chosen) {
		// validAfter is 0 and not now: a chain's clock may be behind ours.
		Authorization authorization = new Authorization(this.payer.address(), chosen.payTo(), chosen.amount(),
				BigInteger.ZERO, validUntil(chosen), "0x" + HexFormat.of().formatHex(nonce()));
		return new SchemePayload.Eip3009(this.payer.sign(Eip712Domain.ofToken(chosen), authorization), authorization);
	}

	private BigInteger validUntil(PaymentRequirements chosen) {
		return BigInteger.valueOf(this.clock.instant().getEpochSecond() + chosen.maxTimeoutSeconds());
	}

	private byte[] nonce() {
		byte[] nonce = new byte[NONCE_BYTES];
		this.random.nextBytes(nonce);
		return nonce;
	}

	/** Addresses with a wrong checksum are typing mistakes that would cost money. */
	private static boolean isComplete(PaymentRequirements offer) {
		return offer.network().isEvm() && offer.extraText("name").isPresent() && offer.extraText("version").isPresent()
				&& EvmAddress.isValid(offer.asset()) && EvmAddress.isValid(offer.payTo());
	}

}
