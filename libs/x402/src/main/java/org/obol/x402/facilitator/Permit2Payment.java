package org.obol.x402.facilitator;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.obol.x402.ErrorReason;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequirements;
import org.obol.x402.Permit2Authorization;
import org.obol.x402.evm.GasSponsoring;
import org.obol.x402.evm.X402Contracts;

/**
 * A Permit2 payment beside the offer it is for, and the questions about the two that need
 * no chain (x402 v2, exact and upto by Permit2).
 *
 * @param payment what the buyer sent
 * @param offer the seller's offer; at settlement of {@code upto} with the actual amount
 * @param authorization the signed transfer
 * @param signature 0x and hex
 * @param settling whether it is about to be settled
 */
record Permit2Payment(PaymentPayload payment, PaymentRequirements offer, Permit2Authorization authorization,
		String signature, boolean settling) {

	private static final long MARGIN_SECONDS = 6;

	boolean isUpto() {
		return PaymentRequirements.UPTO.equals(this.offer.scheme());
	}

	/**
	 * Does the signed permit pay the offer, now, through a facilitator with this address?
	 */
	Optional<Refusal> refusal(Instant now, String facilitator) {
		return schemesAgree().or(this::networkIsTheOffers)
			.or(this::spenderIsTheProxy)
			.or(() -> facilitatorIsUs(facilitator))
			.or(this::receiverIsTheSeller)
			.or(() -> isInTime(now))
			.or(this::amountIsThePrice)
			.or(this::tokenIsTheAsset)
			.or(() -> refusalOfApproval(now));
	}

	/**
	 * The approval of Permit2 that came along; only to be asked after {@link #refusal}.
	 */
	GasSponsoring.@Nullable Approval approval() {
		return GasSponsoring.approvalIn(this.payment).orElse(null);
	}

	private Optional<Refusal> schemesAgree() {
		boolean known = isUpto() || PaymentRequirements.EXACT.equals(this.offer.scheme());
		return refuseUnless(known && this.payment.scheme().equals(this.offer.scheme()),
				isUpto() ? ErrorReason.INVALID_UPTO_SCHEME : ErrorReason.INVALID_EXACT_SCHEME,
				"payment and offer must be of the same scheme");
	}

	private Optional<Refusal> networkIsTheOffers() {
		return refuseUnless(this.payment.network().equals(this.offer.network()),
				isUpto() ? ErrorReason.UPTO_NETWORK_MISMATCH : ErrorReason.NETWORK_MISMATCH,
				"the payment is for another chain");
	}

	private Optional<Refusal> spenderIsTheProxy() {
		String proxy = isUpto() ? X402Contracts.UPTO_PERMIT2_PROXY : X402Contracts.EXACT_PERMIT2_PROXY;
		return refuseUnless(proxy.equalsIgnoreCase(this.authorization.spender()), ErrorReason.PERMIT2_SPENDER,
				"the permit is for " + this.authorization.spender());
	}

	private Optional<Refusal> facilitatorIsUs(String address) {
		String named = this.authorization.witness().facilitator();
		boolean fine = isUpto() ? named != null && named.equalsIgnoreCase(address) : named == null;
		return refuseUnless(fine, isUpto() ? ErrorReason.UPTO_FACILITATOR_MISMATCH : ErrorReason.INVALID_PAYLOAD,
				"the witness names facilitator " + named);
	}

	private Optional<Refusal> receiverIsTheSeller() {
		return refuseUnless(this.authorization.witness().to().equalsIgnoreCase(this.offer.payTo()),
				ErrorReason.PERMIT2_RECIPIENT_MISMATCH, "the permit is to " + this.authorization.witness().to());
	}

	private Optional<Refusal> isInTime(Instant now) {
		BigInteger seconds = BigInteger.valueOf(now.getEpochSecond());
		return refuseUnless(isAfterMargin(this.authorization.deadline(), seconds), ErrorReason.PERMIT2_DEADLINE_EXPIRED,
				"deadline " + this.authorization.deadline())
			.or(() -> refuseUnless(this.authorization.witness().validAfter().compareTo(seconds) <= 0,
					ErrorReason.PERMIT2_NOT_YET_VALID, "validAfter " + this.authorization.witness().validAfter()));
	}

	private Optional<Refusal> amountIsThePrice() {
		if (isUpto() && this.settling) {
			return refuseUnless(this.offer.amount().compareTo(this.authorization.amount()) <= 0,
					ErrorReason.UPTO_EXCEEDS_AMOUNT, "more is to be settled than was signed");
		}
		return refuseUnless(this.authorization.amount().equals(this.offer.amount()),
				ErrorReason.PERMIT2_AMOUNT_MISMATCH, "the permit is for " + this.authorization.amount());
	}

	private Optional<Refusal> tokenIsTheAsset() {
		return refuseUnless(this.authorization.token().equalsIgnoreCase(this.offer.asset()),
				ErrorReason.PERMIT2_TOKEN_MISMATCH, "the permit is for token " + this.authorization.token());
	}

	private Optional<Refusal> refusalOfApproval(Instant now) {
		GasSponsoring.Approval approval;
		try {
			approval = approval();
		}
		catch (IllegalArgumentException ex) {
			return Optional.of(new Refusal(ErrorReason.EIP2612_FORMAT, String.valueOf(ex.getMessage())));
		}
		return (approval != null) ? refusalOf(approval, now) : Optional.empty();
	}

	private Optional<Refusal> refusalOf(GasSponsoring.Approval approval, Instant now) {
		return refuseUnless(approval.from().equalsIgnoreCase(this.authorization.from()),
				ErrorReason.EIP2612_FROM_MISMATCH, "the approval is of " + approval.from())
			.or(() -> refuseUnless(approval.asset().equalsIgnoreCase(this.offer.asset()),
					ErrorReason.EIP2612_ASSET_MISMATCH, "the approval is for token " + approval.asset()))
			.or(() -> refuseUnless(approval.spender().equalsIgnoreCase(X402Contracts.PERMIT2),
					ErrorReason.EIP2612_SPENDER, "the approval is for " + approval.spender()))
			.or(() -> refuseUnless(isAfterMargin(approval.deadline(), BigInteger.valueOf(now.getEpochSecond())),
					ErrorReason.EIP2612_DEADLINE_EXPIRED, "the approval's deadline is " + approval.deadline()))
			.or(() -> refuseUnless(approval.amount().equals(this.authorization.amount()),
					ErrorReason.EIP2612_AMOUNT_MISMATCH, "the approval is for " + approval.amount()));
	}

	private static boolean isAfterMargin(BigInteger deadline, BigInteger now) {
		return deadline.compareTo(now.add(BigInteger.valueOf(MARGIN_SECONDS))) >= 0;
	}

	private static Optional<Refusal> refuseUnless(boolean fine, ErrorReason reason, String detail) {
		return fine ? Optional.empty() : Optional.of(new Refusal(reason, detail));
	}

}
