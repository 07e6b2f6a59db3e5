package org.obol.x402.chain;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.obol.x402.AtomicAmount;
import org.obol.x402.PaymentId;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/**
 * Asks the chain what became of a payment whose settlement is unknown. EIP-3009: the
 * token's {@code authorizationState}, then the {@code AuthorizationUsed} event of exactly
 * this payer and nonce, then that transaction's {@code Transfer} to the seller. Permit2:
 * the nonce bitmap, then the {@code Transfer} to the seller whose transaction carries the
 * nonce, as Permit2 emits no event of its own.
 */
public final class TransferLookup {

	private static final String PERMIT2 = "permit2:";

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
		if (payment.nonce().startsWith(PERMIT2)) {
			BigInteger nonce = new BigInteger(payment.nonce().substring(PERMIT2.length()));
			boolean used = Permit2.isUsed(this.chain, payment.payer(), nonce).orElse(false);
			String word = Permit2.nonceWord(nonce);
			return used
					? search(payment, Permit2.transferTopics(payment.payer(), payTo),
							(transaction) -> this.chain.input(transaction)
								.filter((input) -> input.contains(word))
								.map((ignored) -> judge(transaction, payment, payTo, amount)))
					: new TransferFinding.Unused();
		}
		boolean used = new TokenContract(this.chain, payment.asset())
			.isAuthorizationUsed(payment.payer(), payment.nonce())
			.orElse(false);
		List<String> topics = List.of(TransferLog.AUTHORIZATION_USED, Abi.topic(payment.payer()), payment.nonce());
		return used ? search(payment, topics, (transaction) -> Optional.of(judge(transaction, payment, payTo, amount)))
				: new TransferFinding.Unused();
	}

	/** From the newest block backwards, until a transaction settles the question. */
	private TransferFinding search(PaymentId payment, List<String> topics,
			Function<String, Optional<TransferFinding>> question) {
		BigInteger last = this.chain.blockNumber();
		for (int window = 0; window < MAX_WINDOWS && last.signum() >= 0; window++) {
			BigInteger first = last.subtract(WINDOW).max(BigInteger.ZERO);
			Optional<TransferFinding> found = this.chain.logs(payment.asset(), topics, first, last)
				.stream()
				.map((log) -> question.apply(log.getTransactionHash()))
				.flatMap(Optional::stream)
				.findFirst();
			if (found.isPresent()) {
				return found.get();
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
