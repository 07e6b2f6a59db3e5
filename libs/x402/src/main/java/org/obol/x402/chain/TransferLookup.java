package org.obol.x402.chain;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.obol.x402.AtomicAmount;
import org.obol.x402.PaymentId;
import org.obol.x402.evm.X402Contracts;
import org.web3j.protocol.core.methods.response.Log;

/**
 * Asks the chain what became of a payment whose settlement is unknown. EIP-3009: the
 * token's {@code authorizationState}, then the event that ended exactly this payer's
 * nonce, then the {@code Transfer} to the seller that belongs to it. Permit2: the nonce
 * bitmap, then the {@code Transfer} to the seller whose transaction calls an x402 proxy
 * with the nonce, as Permit2 emits no event of its own; one by way of another contract is
 * not recognised, since what else stands in such a call is the buyer's to choose.
 */
public final class TransferLookup {

	private static final String PERMIT2 = "permit2:";

	/** Public nodes refuse wider searches. */
	private static final BigInteger WINDOW = BigInteger.valueOf(2_000);

	private static final long SEARCHED = 50_000;

	private static final List<String> AUTHORIZATION_ENDS = List.of(TransferLog.AUTHORIZATION_USED,
			TransferLog.AUTHORIZATION_CANCELED);

	private final ChainClient chain;

	private final BigInteger searched;

	/**
	 * A lookup on one chain.
	 * @param chain where to ask
	 */
	public TransferLookup(ChainClient chain) {
		this(chain, SEARCHED);
	}

	/**
	 * A lookup on one chain.
	 * @param chain where to ask
	 * @param searched how many blocks back from the newest are searched
	 */
	public TransferLookup(ChainClient chain, long searched) {
		this.chain = chain;
		this.searched = BigInteger.valueOf(searched);
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
		return payment.nonce().startsWith(PERMIT2) ? permit2(payment, payTo, amount) : eip3009(payment, payTo, amount);
	}

	private TransferFinding eip3009(PaymentId payment, String payTo, AtomicAmount amount) {
		boolean used = new TokenContract(this.chain, payment.asset())
			.isAuthorizationUsed(payment.payer(), payment.nonce())
			.orElse(false);
		if (!used) {
			return new TransferFinding.Unused();
		}
		return search(payment.asset(), AUTHORIZATION_ENDS, List.of(Abi.topic(payment.payer()), payment.nonce()),
				(log) -> Optional.of(judge(log, payment, payTo, amount)))
			.orElseGet(this::unseen);
	}

	private TransferFinding judge(Log log, PaymentId payment, String payTo, AtomicAmount amount) {
		boolean paid = TransferLog.is(log, TransferLog.AUTHORIZATION_USED)
				&& TransferLog.isPaid(logsOf(log.getTransactionHash()), log, payment.payer(), payTo, amount);
		return paid ? new TransferFinding.Paid(log.getTransactionHash()) : new TransferFinding.UsedElsewhere();
	}

	private TransferFinding permit2(PaymentId payment, String payTo, AtomicAmount amount) {
		BigInteger nonce = new BigInteger(payment.nonce().substring(PERMIT2.length()));
		if (!Permit2.isUsed(this.chain, payment.payer(), nonce).orElse(false)) {
			return new TransferFinding.Unused();
		}
		List<String> parties = List.of(Abi.topic(payment.payer()), Abi.topic(payTo));
		Optional<TransferFinding> paid = search(payment.asset(), List.of(TransferLog.TRANSFER), parties,
				(log) -> this.chain.calledBy(log.getTransactionHash())
					.flatMap((call) -> judge(log.getTransactionHash(), call, payment, nonce, payTo, amount)));
		if (paid.isPresent() && !(paid.get() instanceof TransferFinding.UsedUnseen)) {
			return paid.get();
		}
		// Asked last: what was paid may be given up as well.
		return search(X402Contracts.PERMIT2, List.of(Permit2.GIVEN_UP), List.of(Abi.topic(payment.payer())),
				(log) -> Permit2.givesUp(log.getData(), nonce) ? Optional.of(new TransferFinding.UsedElsewhere())
						: Optional.empty())
			.or(() -> paid)
			.orElseGet(this::unseen);
	}

	/** Empty for a call that has nothing to do with the nonce. */
	private Optional<TransferFinding> judge(String transaction, ContractCall call, PaymentId payment, BigInteger nonce,
			String payTo, AtomicAmount amount) {
		if (Permit2.settles(call, nonce)) {
			boolean paid = TransferLog.contains(logsOf(transaction), payment.asset(), payment.payer(), payTo, amount);
			return Optional.of(paid ? new TransferFinding.Paid(transaction) : new TransferFinding.UsedElsewhere());
		}
		return Permit2.mayHide(call, nonce) ? Optional.of(new TransferFinding.UsedUnseen()) : Optional.empty();
	}

	/** From the newest block backwards, until an event settles the question. */
	private Optional<TransferFinding> search(String contract, List<String> events, List<String> indexed,
			Function<Log, Optional<TransferFinding>> question) {
		BigInteger last = this.chain.blockNumber();
		BigInteger end = last.subtract(this.searched);
		while (last.signum() >= 0 && last.compareTo(end) > 0) {
			BigInteger first = last.subtract(WINDOW.min(this.searched)).max(BigInteger.ZERO);
			Optional<TransferFinding> found = this.chain.logs(contract, events, indexed, first, last)
				.stream()
				.map(question)
				.flatMap(Optional::stream)
				.findFirst();
			if (found.isPresent()) {
				return found;
			}
			last = first.subtract(BigInteger.ONE);
		}
		return Optional.empty();
	}

	/** Whether all there is was searched. */
	private TransferFinding unseen() {
		return (this.chain.blockNumber().compareTo(this.searched) < 0) ? new TransferFinding.UsedElsewhere()
				: new TransferFinding.UsedUnseen();
	}

	private List<Log> logsOf(String transaction) {
		return this.chain.receipt(transaction)
			.orElseThrow(() -> new ChainException("no receipt for a transaction that has events"))
			.getLogs();
	}

}
