package org.obol.x402;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A payment as a buyer sent it, of either wire version.
 *
 * @param version the wire version it came in; the receipt goes out in the same
 * @param scheme the scheme of the chosen offer
 * @param network the chain of the chosen offer
 * @param accepted the chosen offer as the buyer understood it; only in v2
 * @param payload the signed part
 * @param resource what the buyer says it pays for; not signed, never trust it
 * @param extensions what the buyer answers to the seller's extensions; not signed
 */
public record PaymentPayload(X402Version version, String scheme, Network network,
		@Nullable PaymentRequirements accepted, SchemePayload payload, @Nullable ResourceInfo resource,
		Map<String, Object> extensions) {

	public PaymentPayload {
		extensions = Json.copy(extensions);
		if ((version == X402Version.V2) != (accepted != null)) {
			throw new IllegalArgumentException("a v2 payment names the accepted offer, a v1 payment doesn't");
		}
	}

	/**
	 * A payment of protocol version 2.
	 * @param accepted the chosen offer
	 * @param payload the signed part
	 * @param resource what is paid for
	 * @param extensions answers to the seller's extensions
	 * @return the payment
	 */
	public static PaymentPayload v2(PaymentRequirements accepted, SchemePayload payload,
			@Nullable ResourceInfo resource, Map<String, Object> extensions) {
		return new PaymentPayload(X402Version.V2, accepted.scheme(), accepted.network(), accepted, payload, resource,
				extensions);
	}

	/**
	 * A payment of protocol version 1.
	 * @param scheme the scheme
	 * @param network the chain
	 * @param payload the signed part
	 * @return the payment
	 */
	public static PaymentPayload v1(String scheme, Network network, SchemePayload payload) {
		return new PaymentPayload(X402Version.V1, scheme, network, null, payload, null, Map.of());
	}

	/**
	 * Whether the buyer chose this offer. Version 2 names it completely; version 1 only
	 * by scheme and chain, and here also by the signed receiver and value, which must be
	 * exactly the price.
	 * @param offer an offer that would be made now
	 * @return true when the payment is for it
	 */
	public boolean isFor(PaymentRequirements offer) {
		if (this.accepted != null) {
			return offer.isOfferedAs(this.accepted);
		}
		return this.scheme.equals(offer.scheme()) && this.network.equals(offer.network())
				&& this.payload instanceof SchemePayload.Eip3009(String ignored, Authorization authorization)
				&& authorization.value().equals(offer.amount()) && authorization.to().equalsIgnoreCase(offer.payTo());
	}

	/**
	 * Who signed, as the payment claims; verification proves it.
	 * @return the payer's address, or empty for a payload only a facilitator understands
	 */
	public Optional<String> payer() {
		return switch (this.payload) {
			case SchemePayload.Eip3009 eip3009 -> Optional.of(eip3009.authorization().from());
			case SchemePayload.Permit2 permit2 -> Optional.of(permit2.authorization().from());
			case SchemePayload.Opaque ignored -> Optional.empty();
		};
	}

	/**
	 * The identity of this payment when it pays the given offer.
	 * @param offer the offer it is for
	 * @return the id, or empty for a payload only a facilitator understands
	 */
	public Optional<PaymentId> id(PaymentRequirements offer) {
		return switch (this.payload) {
			case SchemePayload.Eip3009 eip3009 -> Optional.of(new PaymentId(offer.network(), offer.asset(),
					eip3009.authorization().from(), eip3009.authorization().nonce()));
			case SchemePayload.Permit2 permit2 -> Optional.of(new PaymentId(offer.network(), offer.asset(),
					permit2.authorization().from(), "permit2:" + permit2.authorization().nonce()));
			case SchemePayload.Opaque ignored -> Optional.empty();
		};
	}

	/**
	 * Until when the signature can be used.
	 * @return unix seconds, or empty for a payload only a facilitator understands
	 */
	public Optional<BigInteger> validBefore() {
		return switch (this.payload) {
			case SchemePayload.Eip3009 eip3009 -> Optional.of(eip3009.authorization().validBefore());
			case SchemePayload.Permit2 permit2 -> Optional.of(permit2.authorization().deadline());
			case SchemePayload.Opaque ignored -> Optional.empty();
		};
	}

}
