package org.obol.x402.facilitator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.obol.x402.ErrorReason;
import org.obol.x402.PaymentId;
import org.obol.x402.chain.ChainException;
import org.obol.x402.chain.Sending;
import org.obol.x402.chain.TransactionSender;
import org.obol.x402.chain.TransferFinding;
import org.obol.x402.chain.TransferLookup;
import org.obol.x402.chain.Transfers;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/**
 * Settles payments on one chain: one attempt at a time per payment, and one that was sent
 * but not mined is looked after instead of sent twice.
 */
final class Settler {

	/** More than this many unmined settlements means that the chain stands still. */
	private static final int MAX_PENDING = 10_000;

	/**
	 * Codes of a payment that was used; its money may be there, which can be looked up.
	 */
	private static final Set<ErrorReason> USED = Set.of(ErrorReason.NONCE_ALREADY_USED,
			ErrorReason.PERMIT2_INVALID_NONCE);

	/** Codes of a refusal for which the newest block gives no reason. */
	private static final Set<ErrorReason> UNEXPLAINED = Set.of(ErrorReason.SIMULATION_FAILED,
			ErrorReason.PERMIT2_SIMULATION_FAILED);

	private final TransactionSender sender;

	private final TransferLookup lookup;

	private final Set<PaymentId> underWay = ConcurrentHashMap.newKeySet();

	private final Map<PaymentId, List<String>> pending = new ConcurrentHashMap<>();

	Settler(TransactionSender sender, TransferLookup lookup) {
		this.sender = sender;
		this.lookup = lookup;
	}

	Settlement settle(ChainPayment payment) {
		PaymentId id = payment.id();
		if (!this.underWay.add(id)) {
			return new Settlement.Unknown(ErrorReason.DUPLICATE_SETTLEMENT, "the same payment is being settled", null);
		}
		try {
			List<String> sent = this.pending.get(id);
			return (sent != null) ? resume(payment, sent) : start(payment);
		}
		finally {
			this.underWay.remove(id);
		}
	}

	private Settlement start(ChainPayment payment) {
		try {
			Optional<Refusal> refusal = payment.refusalBeforeSimulation();
			if (refusal.isPresent()) {
				return failed(refusal.get());
			}
			if (payment.amount().isZero()) {
				// Nothing was used (upto): nothing to move, and no transaction for it.
				return new Settlement.Settled("", payment.payer(), payment.amount());
			}
			Settlement undeployed = deployWallet(payment);
			return (undeployed != null) ? undeployed : send(payment);
		}
		catch (ChainException ex) {
			return new Settlement.Failed(ErrorReason.UNEXPECTED_SETTLE_ERROR, ex.getMessage(), null);
		}
	}

	private @Nullable Settlement deployWallet(ChainPayment payment) {
		var deployment = payment.deployment();
		if (deployment.isEmpty()) {
			return null;
		}
		boolean deployed = this.sender.send(deployment.get()) instanceof Sending.Mined(TransactionReceipt receipt)
				&& receipt.isStatusOK();
		// Somebody else may have deployed it meanwhile.
		return (deployed || payment.deployment().isEmpty()) ? null : new Settlement.Failed(
				ErrorReason.WALLET_DEPLOYMENT_FAILED, "the payer's wallet couldn't be deployed", null);
	}

	private Settlement send(ChainPayment payment) {
		return switch (this.sender.send(payment.settlement())) {
			case Sending.Mined(TransactionReceipt receipt) -> judge(payment, receipt);
			case Sending.WouldRevert(String detail) -> explain(payment, detail);
			case Sending.NotSent(String detail) ->
				new Settlement.Failed(ErrorReason.UNEXPECTED_SETTLE_ERROR, detail, null);
			case Sending.Pending(List<String> hashes) -> remember(payment, hashes);
		};
	}

	private Settlement resume(ChainPayment payment, List<String> hashes) {
		try {
			Optional<TransactionReceipt> receipt = this.sender.mined(hashes);
			if (receipt.isPresent()) {
				this.pending.remove(payment.id());
				return judge(payment, receipt.get());
			}
			return (find(payment) instanceof TransferFinding.Paid(String transaction)) ? settled(payment, transaction)
					: stillPending(hashes);
		}
		catch (ChainException ex) {
			return stillPending(hashes);
		}
	}

	private Settlement judge(ChainPayment payment, TransactionReceipt receipt) {
		String hash = receipt.getTransactionHash();
		if (Transfers.happenedIn(receipt, payment.asset(), payment.payer(), payment.receiver(), payment.amount())) {
			return settled(payment, hash);
		}
		try {
			// Somebody else may have brought the same payment first; the money is there.
			return switch (find(payment)) {
				case TransferFinding.Paid(String other) -> settled(payment, other);
				case TransferFinding.UsedUnseen() when !receipt.isStatusOK() -> new Settlement.Unknown(
						ErrorReason.NONCE_ALREADY_USED, "used by a transaction that the node does not show", null);
				case TransferFinding.UsedUnseen(), TransferFinding.UsedElsewhere(), TransferFinding.Unused() ->
					noTransfer(receipt);
			};
		}
		catch (ChainException ex) {
			return new Settlement.Unknown(ErrorReason.UNEXPECTED_SETTLE_ERROR, ex.getMessage(), hash);
		}
	}

	private static Settlement noTransfer(TransactionReceipt receipt) {
		return new Settlement.Failed(
				receipt.isStatusOK() ? ErrorReason.TRANSFER_EVENT_MISMATCH : ErrorReason.INVALID_TRANSACTION_STATE,
				"no transfer in the transaction", receipt.getTransactionHash());
	}

	private Settlement explain(ChainPayment payment, String detail) {
		try {
			Refusal refusal = payment.diagnose(detail);
			if (USED.contains(refusal.reason())) {
				return new Settlement.Unknown(refusal.reason(), refusal.detail(), null);
			}
			if (UNEXPLAINED.contains(refusal.reason()) && payment.refusalBySimulation().isEmpty()) {
				// Refused only in view of the pool: a transaction with it is on its way.
				return new Settlement.Unknown(ErrorReason.SETTLEMENT_PENDING, detail, null);
			}
			return failed(refusal);
		}
		catch (ChainException ex) {
			return new Settlement.Unknown(ErrorReason.UNEXPECTED_SETTLE_ERROR, ex.getMessage(), null);
		}
	}

	private TransferFinding find(ChainPayment payment) {
		return this.lookup.find(payment.id(), payment.receiver(), payment.amount());
	}

	private Settlement remember(ChainPayment payment, List<String> hashes) {
		if (this.pending.size() >= MAX_PENDING) {
			this.pending.clear();
		}
		this.pending.put(payment.id(), hashes);
		return stillPending(hashes);
	}

	private Settlement settled(ChainPayment payment, String transaction) {
		this.pending.remove(payment.id());
		return new Settlement.Settled(transaction, payment.payer(), payment.amount());
	}

	private static Settlement stillPending(List<String> hashes) {
		return new Settlement.Unknown(ErrorReason.SETTLEMENT_PENDING, "sent, not in a block yet", hashes.getLast());
	}

	private static Settlement failed(Refusal refusal) {
		return new Settlement.Failed(refusal.reason(), refusal.detail(), null);
	}

}
