package org.obol.storefront.catalogue;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.obol.api.ServiceOfferStatus.Accepts;
import org.obol.api.ServiceOfferStatus.Price;
import org.obol.x402.Network;
import org.obol.x402.PaymentRequirements;

/**
 * One way to pay for a call, as the 402 asks for it and as people read it.
 *
 * @param terms what the 402 asks for; the amount in atomic units
 * @param price the same for people; the amount in decimal token units
 * @param network what people call the chain
 */
public record PaymentOption(Accepts terms, Price price, String network) {

	private static final Map<String, String> UNITS = Map.of("perMTok", "million tokens", "perHour", "hour");

	/**
	 * Joins what the offer's status says in two lists.
	 * @param terms the payment requirements
	 * @param price the price at the same place
	 * @return the option
	 */
	static PaymentOption of(Accepts terms, Price price) {
		return new PaymentOption(terms, price, new Network(terms.network()).displayName());
	}

	/**
	 * The price of a call, or the most that one may cost.
	 * @return such as {@code 0.001 USDC/request}
	 */
	public String text() {
		return (isByUse() ? "up to " : "") + this.price.amount() + " " + this.price.symbol() + "/request";
	}

	/**
	 * Whether what a call took is charged, and the price is the most.
	 * @return true for scheme {@code upto}
	 */
	public boolean isByUse() {
		return PaymentRequirements.UPTO.equals(this.terms.scheme());
	}

	/**
	 * What the seller declared, if it is not the price of a call.
	 * @return such as {@code 1 USDC per million tokens}
	 */
	public Optional<String> declaredText() {
		return Optional.ofNullable(UNITS.get(this.price.unit()))
			.map((unit) -> this.price.declared() + " " + this.price.symbol() + " per " + unit);
	}

	/**
	 * The chain's number.
	 * @return the EIP-155 chain id
	 */
	public long chainId() {
		return new Network(this.terms.network()).chainId();
	}

	/**
	 * How the token moves.
	 * @return {@code eip3009} or {@code permit2}
	 */
	public String transferMethod() {
		return extra("assetTransferMethod").orElse("eip3009");
	}

	/**
	 * The name in the token's EIP-712 domain.
	 * @return the name, which a signer needs exactly
	 */
	public String domainName() {
		return extra("name").orElse("");
	}

	/**
	 * The version in the token's EIP-712 domain.
	 * @return the version, which a signer needs exactly
	 */
	public String domainVersion() {
		return extra("version").orElse("");
	}

	/**
	 * The seller's address, short enough to compare by eye.
	 * @return such as {@code 0x1234…cdef}
	 */
	public String shortPayTo() {
		String address = this.terms.payTo();
		return (address.length() > 12) ? address.substring(0, 6) + "…" + address.substring(address.length() - 4)
				: address;
	}

	private Optional<String> extra(String name) {
		return Optional.ofNullable(this.terms.extra().get(name)).map(Objects::toString);
	}

}
