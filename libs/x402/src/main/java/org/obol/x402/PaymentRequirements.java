package org.obol.x402;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One acceptable way to pay (x402 v2, PaymentRequirements). Addresses stay spelled as
 * they were written, because clients compare them case by case.
 *
 * @param scheme {@code exact} or {@code upto}
 * @param network the chain
 * @param amount the price, or for {@code upto} the maximum, in atomic units of the asset
 * @param asset the token's address
 * @param payTo who receives the money
 * @param maxTimeoutSeconds how long the buyer's signature should stay valid, in seconds
 * @param extra what the scheme needs besides: {@code name} and {@code version} of the
 * token's EIP-712 domain, {@code assetTransferMethod}, and whatever a seller adds
 */
public record PaymentRequirements(String scheme, Network network, AtomicAmount amount, String asset, String payTo,
		int maxTimeoutSeconds, Map<String, Object> extra) {

	/** The scheme that moves exactly the price. */
	public static final String EXACT = "exact";

	/** The scheme that moves what was used, up to a signed maximum. */
	public static final String UPTO = "upto";

	/**
	 * The member of {@code extra} that says what a million tokens cost under
	 * {@link #UPTO}, in atomic units: ours, for buyers to see what they are charged by.
	 */
	public static final String ATOMIC_PER_M_TOK = "atomicPerMTok";

	/** The member of {@code extra} that names who may settle under {@link #UPTO}. */
	public static final String FACILITATOR_ADDRESS = "facilitatorAddress";

	public PaymentRequirements {
		extra = Json.copy(extra);
		if (maxTimeoutSeconds <= 0) {
			throw new IllegalArgumentException("maxTimeoutSeconds " + maxTimeoutSeconds + " must be greater than 0");
		}
	}

	/**
	 * A fixed price in a known token.
	 * @param token the token
	 * @param amount the price in atomic units
	 * @param payTo the receiver's address
	 * @param maxTimeoutSeconds validity of the buyer's signature, in seconds
	 * @return the requirement
	 */
	public static PaymentRequirements exact(Token token, AtomicAmount amount, String payTo, int maxTimeoutSeconds) {
		return new PaymentRequirements(EXACT, token.network(), amount, token.address(), payTo, maxTimeoutSeconds,
				token.extra());
	}

	/**
	 * The same with one more member in {@code extra}.
	 * @param name the member
	 * @param value a JSON value: string, number, boolean, list or map
	 * @return a new requirement
	 */
	public PaymentRequirements withExtra(String name, Object value) {
		Map<String, Object> more = new LinkedHashMap<>(this.extra);
		more.put(name, value);
		return new PaymentRequirements(this.scheme, this.network, this.amount, this.asset, this.payTo,
				this.maxTimeoutSeconds, more);
	}

	/**
	 * The same with another amount; {@code upto} settles less than it verified.
	 * @param actual the amount in atomic units
	 * @return a new requirement
	 */
	public PaymentRequirements withAmount(AtomicAmount actual) {
		return new PaymentRequirements(this.scheme, this.network, actual, this.asset, this.payTo,
				this.maxTimeoutSeconds, this.extra);
	}

	/**
	 * A text member of {@code extra}.
	 * @param name the member
	 * @return its value, or empty when absent or not a string
	 */
	public Optional<String> extraText(String name) {
		return (this.extra.get(name) instanceof String text) ? Optional.of(text) : Optional.empty();
	}

	/**
	 * How the money is moved.
	 * @return the method; empty when {@code extra} names one this library doesn't speak
	 */
	public Optional<TransferMethod> transferMethod() {
		Object method = this.extra.get("assetTransferMethod");
		if (method == null) {
			return Optional.of(UPTO.equals(this.scheme) ? TransferMethod.PERMIT2 : TransferMethod.EIP3009);
		}
		return (method instanceof String wire) ? TransferMethod.ofWire(wire) : Optional.empty();
	}

	/**
	 * Whether a buyer who chose this still means an offer made now: every core field is
	 * equal, and nothing that the offer says in {@code extra} was changed. The buyer may
	 * have added members of its own.
	 * @param accepted the requirement a buyer sent back
	 * @return true when it is this offer
	 */
	public boolean isOfferedAs(PaymentRequirements accepted) {
		return this.scheme.equals(accepted.scheme) && this.network.equals(accepted.network)
				&& this.amount.equals(accepted.amount) && this.asset.equals(accepted.asset)
				&& this.payTo.equals(accepted.payTo) && this.maxTimeoutSeconds == accepted.maxTimeoutSeconds
				&& Json.isSubset(this.extra, accepted.extra);
	}

}
