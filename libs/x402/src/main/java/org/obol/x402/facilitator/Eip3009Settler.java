package org.obol.x402.facilitator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.obol.x402.Authorization;
import org.obol.x402.ErrorReason;
import org.obol.x402.PaymentId;
import org.obol.x402.chain.ChainException;
import org.obol.x402.chain.Sending;
import org.obol.x402.chain.TokenContract;
import org.obol.x402.chain.TransactionSender;
import org.obol.x402.chain.TransferFinding;
import org.obol.x402.chain.TransferLookup;
import org.obol.x402.chain.Transfers;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/**
 * Settles EIP-3009 payments on one chain: one at a time per payment, and one that was
 * sent but not mined is looked after instead of sent twice.
 */
final class Eip3009Settler {

	/** More than this many unmined settlements means that the chain stands still. */
	private static final int MAX_PENDING = 10_000;

	private final Eip3009Chain checks;

	private final TransactionSender sender;

	private final TransferLookup lookup;

	private final Set<PaymentId> underWay = ConcurrentHashMap.newKeySet();

	private final Map<PaymentId, List<String>> pending = new ConcurrentHashMap<>();

	Eip3009Settler(Eip3009Chain checks, TransactionSender sender, TransferLookup lookup) {
		this.checks = checks;
		this.sender = sender;
		this.lookup = lookup;
	}

	Settlement settle(Eip3009Payment payment) {
		PaymentId id = payment.payment().id(payment.offer()).orElseThrow();
		if (!this.underWay.add(id)) {
			return new Settlement.Unknown(ErrorReason.DUPLICATE_SETTLEMENT, "the same payment is being settled", null);
		}
		try {
			List<String> sent = this.pending.get(id);
			return (sent != null) ? resume(id, payment, sent) : start(id, payment);
		}
		finally {
			this.underWay.remove(id);
		}
	}

	private Settlement start(PaymentId id, Eip3009Payment payment) {
		Optional<Refusal> refusal;
		try {
			refusal = this.checks.refusalBeforeSimulation(payment);
		}
		catch (ChainException ex) {
			return new Settlement.Failed(ErrorReason.UNEXPECTED_SETTLE_ERROR, ex.getMessage(), null);
		}
		return refusal.map(Eip3009Settler::failed).orElseGet(() -> send(id, payment));
	}

	private Settlement send(PaymentId id, Eip3009Payment payment) {
		String data = TokenContract.transferWithAuthorization(payment.authorization(), payment.signature());
		return switch (this.sender.send(payment.offer().asset(), data)) {
			case Sending.Mined(TransactionReceipt receipt) -> judge(id, payment, receipt);
			case Sending.WouldRevert(String detail) -> explain(payment, detail);
			case Sending.NotSent(String detail) ->
				new Settlement.Failed(ErrorReason.UNEXPECTED_SETTLE_ERROR, detail, null);
			case Sending.Pending(List<String> hashes) -> remember(id, hashes);
		};
	}

	private Settlement resume(PaymentId id, Eip3009Payment payment, List<String> hashes) {
		try {
			Optional<TransactionReceipt> receipt = this.sender.mined(hashes);
			if (receipt.isPresent()) {
				this.pending.remove(id);
				return judge(id, payment, receipt.get());
			}
			return (this.lookup.find(id, payment.offer().payTo(),
					payment.offer().amount()) instanceof TransferFinding.Paid(String transaction))
							? settled(id, payment, transaction) : stillPending(hashes);
		}
		catch (ChainException ex) {
			return stillPending(hashes);
		}
	}

	private Settlement judge(PaymentId id, Eip3009Payment payment, TransactionReceipt receipt) {
		Authorization signed = payment.authorization();
		String hash = receipt.getTransactionHash();
		if (Transfers.happenedIn(receipt, payment.offer().asset(), signed.from(), signed.to(), signed.value())) {
			return settled(id, payment, hash);
		}
		try {
			// Somebody else may have brought the same authorization first; the money is
			// there.
			if (this.lookup.find(id, signed.to(), signed.value()) instanceof TransferFinding.Paid(String other)) {
				return settled(id, payment, other);
			}
		}
		catch (ChainException ex) {
			return new Settlement.Unknown(ErrorReason.UNEXPECTED_SETTLE_ERROR, ex.getMessage(), hash);
		}
		return new Settlement.Failed(
				receipt.isStatusOK() ? ErrorReason.TRANSFER_EVENT_MISMATCH : ErrorReason.INVALID_TRANSACTION_STATE,
				"no transfer in the transaction", hash);
	}

	private Settlement explain(Eip3009Payment payment, String detail) {
		try {
			Refusal refusal = this.checks.diagnose(payment, detail);
			if (refusal.reason().equals(ErrorReason.NONCE_ALREADY_USED)) {
				// No failure: the money may be there, which the caller can look up.
				return new Settlement.Unknown(refusal.reason(), refusal.detail(), null);
			}
			if (refusal.reason().equals(ErrorReason.SIMULATION_FAILED) && this.checks.wouldPassNow(payment)) {
				// Refused only in view of the pool: a transaction with it is on its way.
				return new Settlement.Unknown(ErrorReason.SETTLEMENT_PENDING, detail, null);
			}
			return failed(refusal);
		}
		catch (ChainException ex) {
			return new Settlement.Unknown(ErrorReason.UNEXPECTED_SETTLE_ERROR, ex.getMessage(), null);
		}
	}

	private Settlement remember(PaymentId id, List<String> hashes) {
		if (this.pending.size() >= MAX_PENDING) {
			this.pending.clear();
		}
		this.pending.put(id, hashes);
		return stillPending(hashes);
	}

	private Settlement settled(PaymentId id, Eip3009Payment payment, String transaction) {
		this.pending.remove(id);
		return new Settlement.Settled(transaction, payment.authorization().from(), payment.authorization().value());
	}

	private static Settlement stillPending(List<String> hashes) {
		return new Settlement.Unknown(ErrorReason.SETTLEMENT_PENDING, "sent, not in a block yet", hashes.getLast());
	}

	private static Settlement failed(Refusal refusal) {
		return new Settlement.Failed(refusal.reason(), refusal.detail(), null);
	}

}
