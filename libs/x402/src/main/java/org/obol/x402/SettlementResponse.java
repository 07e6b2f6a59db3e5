package org.obol.x402;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The receipt on the wire: what became of a payment (x402, SettlementResponse).
 *
 * @param success whether the money moved; nothing else counts as paid
 * @param errorReason why it didn't, or that it isn't known yet
 * @param payer who paid
 * @param transaction the transaction's hash; empty when there is none
 * @param network the chain
 * @param amount atomic units that really moved; always there for {@code upto}
 * @param extensions protocol extensions by key
 */
public record SettlementResponse(boolean success, @Nullable ErrorReason errorReason, @Nullable String payer,
		String transaction, Network network, @Nullable AtomicAmount amount, Map<String, Object> extensions) {

	public SettlementResponse {
		extensions = Json.copy(extensions);
	}

	/**
	 * A receipt for money that moved.
	 * @param network the chain
	 * @param payer who paid
	 * @param transaction the transaction's hash
	 * @param amount atomic units
	 * @return the receipt
	 */
	public static SettlementResponse settled(Network network, String payer, String transaction,
			@Nullable AtomicAmount amount) {
		return new SettlementResponse(true, null, payer, transaction, network, amount, Map.of());
	}

	/**
	 * The answer for money that didn't move, or isn't known to have.
	 * @param network the chain
	 * @param reason why
	 * @param payer who wanted to pay, if known
	 * @param transaction the hash of an attempt; empty when there is none
	 * @return the receipt
	 */
	public static SettlementResponse failed(Network network, ErrorReason reason, @Nullable String payer,
			String transaction) {
		return new SettlementResponse(false, reason, payer, transaction, network, null, Map.of());
	}

	/**
	 * The same receipt with these extensions.
	 * @param more extensions by key
	 * @return a new receipt
	 */
	public SettlementResponse withExtensions(Map<String, Object> more) {
		return new SettlementResponse(this.success, this.errorReason, this.payer, this.transaction, this.network,
				this.amount, more);
	}

}
