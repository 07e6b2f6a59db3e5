package org.obol.gateway.ledger;

import java.time.Instant;
import org.obol.x402.AtomicAmount;
import org.obol.x402.PaymentId;
import org.obol.x402.X402Version;

/**
 * What an arriving payment claims to pay for.
 *
 * @param id the authorization, by what can not be re-encoded
 * @param version the protocol version it came in
 * @param scheme {@code exact} or {@code upto}
 * @param offer what is bought
 * @param amount atomic units of the asset: for {@code upto} the most, and once the call
 * is over what is charged
 * @param payTo who is paid
 * @param fingerprint SHA-256 of the request, 64 lower-case hex digits: the signature does
 * not cover the request, so a repeat is recognised by this
 * @param validBefore when the authorization expires
 */
public record Claim(PaymentId id, X402Version version, String scheme, OfferName offer, AtomicAmount amount,
		String payTo, String fingerprint, Instant validBefore) {

	/**
	 * The same for another amount.
	 * @param charge what is charged of a maximum
	 * @return the claim
	 */
	public Claim charging(AtomicAmount charge) {
		return new Claim(this.id, this.version, this.scheme, this.offer, charge, this.payTo, this.fingerprint,
				this.validBefore);
	}

}
