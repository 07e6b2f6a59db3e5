package org.obol.x402.chain;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

import org.obol.x402.AtomicAmount;
import org.obol.x402.PaymentId;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/**
 * Asks the chain what became of an EIP-3009 payment whose settlement is unknown: first
 * the token's {@code authorizationState}, then the {@code AuthorizationUsed} event of
 * exactly this payer and nonce, then that transaction's {@code Transfer} to the seller.
 */
public final class TransferLookup {

	/** Public nodes refuse wider searches. */
	private static final BigInteger WINDOW = BigInteger.valueOf(2_000);

	private static final int MAX_WINDOWS = 25;

	private final ChainClient chain;

	/**
	 * A lookup on one chain.
	 * @param chain where to ask
	 */
	public TransferLookup(ChainClient chain) {
		this.chain = chain;
	}

	/**
	 * What became of a payment.
	 * @param payment which one
	 * @param payTo who should have received the money
	 * @param amount how much, in atomic units
	 * @return what the chain says
	 * @throws ChainException when the chain can't be asked
	 */
	public TransferFinding find(PaymentId payment, String payTo, AtomicAmount amount) {
		Optional<Boolean> used = new TokenContract(this.chain, payment.asset()).isAuthorizationUsed(payment.payer(),
				payment.nonce());
		if (!used.orElse(false)) {
			return new TransferFinding.Unused();
		}
		List<String> topics = List.of(TransferLog.AUTHORIZATION_USED, Abi.topic(payment.payer()), payment.nonce());
		BigInteger last = this.chain.blockNumber();
		for (int window = 0; window < MAX_WINDOWS && last.signum() >= 0; window++) {
			BigInteger first = last.subtract(WINDOW).max(BigInteger.ZERO);
			List<Log> found = this.chain.logs(payment.asset(), topics, first, last);
			if (!found.isEmpty()) {
				return judge(found.getFirst().getTransactionHash(), payment, payTo, amount);
			}
			last = first.subtract(BigInteger.ONE);
		}
		return (last.signum() < 0) ? new TransferFinding.UsedElsewhere() : new TransferFinding.UsedUnseen();
	}

	private TransferFinding judge(String transaction, PaymentId payment, String payTo, AtomicAmount amount) {
		TransactionReceipt receipt = this.chain.receipt(transaction)
			.orElseThrow(() -> new ChainException("no receipt for a transaction that has events"));
		return TransferLog.contains(receipt.getLogs(), payment.asset(), payment.payer(), payTo, amount)
				? new TransferFinding.Paid(transaction) : new TransferFinding.UsedElsewhere();
	}

}
