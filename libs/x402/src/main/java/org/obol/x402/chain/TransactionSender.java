package org.obol.x402.chain;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.obol.x402.evm.EvmAccount;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.web3j.crypto.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.utils.Numeric;

/**
 * Sends transactions of one account on one chain. Transaction nonces are given out one
 * after the other under a lock and only to transactions that were estimated to succeed,
 * so that neither collisions nor gaps appear; one that isn't mined in time is sent again
 * with a higher fee.
 */
public final class TransactionSender {

	private static final Logger LOGGER = LoggerFactory.getLogger(TransactionSender.class);

	private static final int ATTEMPTS = 4;

	private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

	/** What is offered stays enough for six blocks, so it may be a little old. */
	private static final Duration FEES_GOOD_FOR = Duration.ofSeconds(1);

	private static final Duration HEIGHT_GOOD_FOR = Duration.ofMillis(50);

	/**
	 * Blocks may come from one node and receipts from another that is behind, so once in
	 * a while a receipt is asked for although there is no new block.
	 */
	private static final Duration ASKED_ANYWAY = Duration.ofSeconds(2);

	/** So few ask for their receipts without asking for the newest block first. */
	private static final int FEW = 2;

	private final ChainClient chain;

	private final EvmAccount account;

	private final Clock clock;

	private final Duration receiptTimeout;

	private final Duration bumpAfter;

	private final BigInteger maxGas;

	private final ReentrantLock turn = new ReentrantLock(true);

	private final SharedAnswer<Fees> fees;

	private final SharedAnswer<BigInteger> height;

	private final AtomicInteger waiting = new AtomicInteger();

	private @Nullable BigInteger nextNonce;

	/**
	 * A sender for one account.
	 * @param chain where to send
	 * @param account who pays for gas
	 * @param clock the time
	 * @param receiptTimeout how long to wait for the block
	 * @param bumpAfter after how long to offer a higher fee, again and again
	 * @param maxGas what needs more is not sent
	 */
	public TransactionSender(ChainClient chain, EvmAccount account, Clock clock, Duration receiptTimeout,
			Duration bumpAfter, BigInteger maxGas) {
		this.maxGas = maxGas;
		this.chain = chain;
		this.fees = new SharedAnswer<>(chain::fees, FEES_GOOD_FOR);
		this.height = new SharedAnswer<>(chain::blockNumber, HEIGHT_GOOD_FOR);
		this.account = account;
		this.clock = clock;
		this.receiptTimeout = receiptTimeout;
		this.bumpAfter = bumpAfter;
	}

	/**
	 * Sends a call to a contract and waits until it is in a block.
	 * @param call what to send
	 * @return what became of it
	 */
	public Sending send(ContractCall call) {
		try {
			return switch (this.chain.estimateGas(this.account.address(), call.to(), call.data())) {
				case GasEstimate.Reverts(String message) -> new Sending.WouldRevert(message);
				case GasEstimate.Needs(BigInteger gas) when gas.compareTo(this.maxGas) > 0 ->
					new Sending.NotSent("it needs " + gas + " gas, more than " + this.maxGas);
				case GasEstimate.Needs(BigInteger gas) -> broadcast(new Draft(call, withReserve(gas), this.fees.get()));
			};
		}
		catch (ChainException ex) {
			return new Sending.NotSent(String.valueOf(ex.getMessage()));
		}
	}

	/**
	 * Looks once whether a transaction is in a block by now.
	 * @param hashes its hash and those of its replacements
	 * @return the receipt of the one that was mined
	 * @throws ChainException when the chain can't be asked
	 */
	public Optional<TransactionReceipt> mined(List<String> hashes) {
		return hashes.stream().map(this.chain::receipt).flatMap(Optional::stream).findFirst();
	}

	private Sending broadcast(Draft draft) {
		BigInteger nonce;
		Signed signed;
		this.turn.lock();
		try {
			int attempt = 0;
			while (true) {
				nonce = (this.nextNonce != null) ? this.nextNonce : this.chain.nextNonce(this.account.address());
				signed = sign(draft, nonce);
				String refusal = handOver(signed);
				if (refusal == null) {
					this.nextNonce = nonce.add(BigInteger.ONE);
					break;
				}
				this.nextNonce = null;
				attempt++;
				if (!isAboutNonce(refusal) || attempt == ATTEMPTS) {
					return new Sending.NotSent(refusal);
				}
			}
		}
		finally {
			this.turn.unlock();
		}
		this.waiting.incrementAndGet();
		try {
			return await(draft, nonce, signed);
		}
		finally {
			this.waiting.decrementAndGet();
		}
	}

	/** What the node has against it; no answer counts as taken, because it may be. */
	private @Nullable String handOver(Signed signed) {
		try {
			String refusal = this.chain.broadcast(signed.raw()).orElse(null);
			return (refusal != null && refusal.toLowerCase(Locale.ROOT).contains("already known")) ? null : refusal;
		}
		catch (ChainException ex) {
			LOGGER.warn("No answer to transaction {}, looking for it on the chain", signed.hash());
			return null;
		}
	}

	private Sending await(Draft first, BigInteger nonce, Signed signed) {
		List<String> hashes = new ArrayList<>(List.of(signed.hash()));
		Draft draft = first;
		Instant deadline = this.clock.instant().plus(this.receiptTimeout);
		Instant bump = this.clock.instant().plus(this.bumpAfter);
		Duration pause = FIRST_PAUSE;
		Lookout lookout = new Lookout();
		while (this.clock.instant().isBefore(deadline)) {
			Optional<TransactionReceipt> receipt = lookout.mayFindSomething() ? minedOrEmpty(hashes) : Optional.empty();
			if (receipt.isPresent()) {
				return new Sending.Mined(receipt.get());
			}
			if (!this.clock.instant().isBefore(bump)) {
				draft = replace(draft, nonce, hashes);
				bump = this.clock.instant().plus(this.bumpAfter);
			}
			if (!sleep(pause)) {
				break;
			}
			pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
		}
		forgetNonce();
		return new Sending.Pending(hashes);
	}

	private Draft replace(Draft draft, BigInteger nonce, List<String> hashes) {
		try {
			Draft bumped = draft.withFees(draft.fees().bumped().atLeast(this.chain.fees()));
			Signed signed = sign(bumped, nonce);
			if (handOver(signed) == null) {
				LOGGER.info("Transaction {} isn't mined, replaced by {} with a higher fee", hashes.getLast(),
						signed.hash());
				hashes.add(signed.hash());
			}
			return bumped;
		}
		catch (ChainException ex) {
			return draft;
		}
	}

	/** A transaction the pool dropped would leave a gap, so the node is asked again. */
	private void forgetNonce() {
		this.turn.lock();
		try {
			this.nextNonce = null;
		}
		finally {
			this.turn.unlock();
		}
	}

	private Optional<TransactionReceipt> minedOrEmpty(List<String> hashes) {
		try {
			return mined(hashes);
		}
		catch (ChainException ex) {
			return Optional.empty();
		}
	}

	private Signed sign(Draft draft, BigInteger nonce) {
		RawTransaction transaction = RawTransaction.createTransaction(this.chain.network().chainId(), nonce,
				draft.gas(), draft.call().to(), BigInteger.ZERO, draft.call().data(), draft.fees().tip(),
				draft.fees().max());
		byte[] digest = Hash.sha3(TransactionEncoder.encode(transaction));
		byte[] raw = TransactionEncoder.encode(transaction, signature(this.account.sign(digest)));
		return new Signed(Numeric.toHexString(raw), Numeric.toHexString(Hash.sha3(raw)));
	}

	private static Sign.SignatureData signature(String hex) {
		byte[] bytes = HexFormat.of().parseHex(hex, 2, hex.length());
		byte[] r = new byte[32];
		byte[] s = new byte[32];
		System.arraycopy(bytes, 0, r, 0, r.length);
		System.arraycopy(bytes, r.length, s, 0, s.length);
		return new Sign.SignatureData(bytes[bytes.length - 1], r, s);
	}

	/** A fifth more: what a token needs can grow between estimate and block. */
	private static BigInteger withReserve(BigInteger gas) {
		return gas.add(gas.divide(BigInteger.valueOf(5)));
	}

	private static boolean isAboutNonce(String refusal) {
		String text = refusal.toLowerCase(Locale.ROOT);
		return text.contains("nonce") || text.contains("underpriced");
	}

	private static boolean sleep(Duration pause) {
		try {
			Thread.sleep(pause);
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/**
	 * Knows when a transaction may be in a block: when there is a new one. Many that wait
	 * ask that together.
	 */
	private final class Lookout {

		private @Nullable BigInteger seen;

		private Instant asked = Instant.EPOCH;

		boolean mayFindSomething() {
			Instant now = TransactionSender.this.clock.instant();
			if (TransactionSender.this.waiting.get() <= FEW) {
				return true;
			}
			BigInteger newest = newest();
			boolean may = newest == null || !newest.equals(this.seen) || !now.isBefore(this.asked.plus(ASKED_ANYWAY));
			if (may) {
				this.seen = newest;
				this.asked = now;
			}
			return may;
		}

		private @Nullable BigInteger newest() {
			try {
				return TransactionSender.this.height.get();
			}
			catch (ChainException ex) {
				return null;
			}
		}

	}

	private record Draft(ContractCall call, BigInteger gas, Fees fees) {

		Draft withFees(Fees higher) {
			return new Draft(this.call, this.gas, higher);
		}

	}

	private record Signed(String raw, String hash) {
	}

}
