package org.obol.x402.facilitator;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.obol.x402.Authorization;
import org.obol.x402.ErrorReason;
import org.obol.x402.PaymentPayload;
import org.obol.x402.PaymentRequirements;

/**
 * An EIP-3009 payment beside the offer it is for, and the questions about the two that
 * need no chain (x402 v2, exact on EVM).
 *
 * @param payment what the buyer sent
 * @param offer the seller's offer
 * @param authorization the signed transfer
 * @param signature 0x and hex
 */
record Eip3009Payment(PaymentPayload payment, PaymentRequirements offer, Authorization authorization,
		String signature) {

	/** A block takes a while; the official facilitator leaves six seconds too. */
	private static final long MARGIN_SECONDS = 6;

	private static final List<Function<Eip3009Payment, Optional<Refusal>>> TERMS = List
		.of(Eip3009Payment::schemeIsExact, Eip3009Payment::domainIsNamed, Eip3009Payment::networkIsTheOffers);

	/** Is it an exact payment on the offer's chain, for a token whose domain is known? */
	Optional<Refusal> refusalOfTerms() {
		return TERMS.stream().map((check) -> check.apply(this)).flatMap(Optional::stream).findFirst();
	}

	/** Does the signed transfer pay the offer, now? */
	Optional<Refusal> refusalOfTransfer(Instant now) {
		return recipientIsTheSeller().or(() -> doesNotExpireSoon(now))
			.or(() -> isValidAlready(now))
			.or(this::valueIsThePrice);
	}

	private Optional<Refusal> schemeIsExact() {
		return refuseUnless(
				PaymentRequirements.EXACT.equals(this.payment.scheme())
						&& PaymentRequirements.EXACT.equals(this.offer.scheme()),
				ErrorReason.INVALID_EXACT_SCHEME, "payment and offer must both be exact");
	}

	private Optional<Refusal> domainIsNamed() {
		return refuseUnless(this.offer.extraText("name").isPresent() && this.offer.extraText("version").isPresent(),
				ErrorReason.MISSING_DOMAIN, "the offer's extra needs name and version");
	}

	private Optional<Refusal> networkIsTheOffers() {
		return refuseUnless(this.payment.network().equals(this.offer.network()), ErrorReason.NETWORK_MISMATCH,
				"the payment is for another chain");
	}

	private Optional<Refusal> recipientIsTheSeller() {
		return refuseUnless(this.authorization.to().equalsIgnoreCase(this.offer.payTo()),
				ErrorReason.RECIPIENT_MISMATCH, "the transfer is to " + this.authorization.to());
	}

	private Optional<Refusal> doesNotExpireSoon(Instant now) {
		BigInteger earliest = BigInteger.valueOf(now.getEpochSecond() + MARGIN_SECONDS);
		return refuseUnless(this.authorization.validBefore().compareTo(earliest) >= 0, ErrorReason.VALID_BEFORE,
				"validBefore " + this.authorization.validBefore() + " is before " + earliest);
	}

	private Optional<Refusal> isValidAlready(Instant now) {
		BigInteger seconds = BigInteger.valueOf(now.getEpochSecond());
		return refuseUnless(this.authorization.validAfter().compareTo(seconds) <= 0, ErrorReason.VALID_AFTER,
				"validAfter " + this.authorization.validAfter() + " is after " + seconds);
	}

	private Optional<Refusal> valueIsThePrice() {
		return refuseUnless(this.authorization.value().equals(this.offer.amount()), ErrorReason.VALUE_MISMATCH,
				"value " + this.authorization.value() + " isn't the price " + this.offer.amount());
	}

	private static Optional<Refusal> refuseUnless(boolean fine, ErrorReason reason, String detail) {
		return fine ? Optional.empty() : Optional.of(new Refusal(reason, detail));
	}

}
