package org.obol.x402.chain;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.obol.x402.evm.EvmAccount;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/**
 * Looks out for the receipts of one account's transactions. Many that wait ask together
 * how many transactions of the account are in blocks, and each asks for its receipt only
 * when its own is among them.
 */
final class Lookout {

	private static final Duration COUNT_GOOD_FOR = Duration.ofMillis(50);

	/**
	 * The count may come from one node and receipts from another, so once in a while a
	 * receipt is asked for all the same.
	 */
	private static final Duration ASKED_ANYWAY = Duration.ofSeconds(6);

	/** So few ask for their receipts without asking for the count first. */
	private static final int FEW = 2;

	private final ChainClient chain;

	private final Clock clock;

	private final SharedAnswer<BigInteger> count;

	private final AtomicInteger watching = new AtomicInteger();

	/** Some chains mine at once: worth a look right away while that finds something. */
	private volatile boolean instant = true;

	Lookout(ChainClient chain, EvmAccount account, Clock clock) {
		this.chain = chain;
		this.clock = clock;
		this.count = new SharedAnswer<>(() -> chain.minedNonce(account.address()), COUNT_GOOD_FOR);
	}

	/**
	 * The receipt of the one that was mined.
	 * @throws ChainException when the chain can't be asked
	 */
	Optional<TransactionReceipt> mined(List<String> hashes) {
		return hashes.stream().map(this.chain::receipt).flatMap(Optional::stream).findFirst();
	}

	/** Begins to look out for a transaction with that nonce. */
	Watch watch(BigInteger nonce) {
		this.watching.incrementAndGet();
		return new Watch(nonce);
	}

	private boolean areFew() {
		return this.watching.get() <= FEW;
	}

	private boolean isMined(BigInteger nonce) {
		try {
			return this.count.get().compareTo(nonce) > 0;
		}
		catch (ChainException ex) {
			return true;
		}
	}

	/** One transaction that is waited for. */
	final class Watch implements AutoCloseable {

		private final BigInteger nonce;

		private Instant asked = Lookout.this.clock.instant();

		private boolean first = true;

		private Watch(BigInteger nonce) {
			this.nonce = nonce;
		}

		/**
		 * Looks once.
		 * @param hashes the transaction and its replacements
		 */
		Optional<TransactionReceipt> look(List<String> hashes) {
			boolean atOnce = this.first;
			this.first = false;
			if (!(atOnce && Lookout.this.instant) && !isWorthIt()) {
				return Optional.empty();
			}
			this.asked = Lookout.this.clock.instant();
			Optional<TransactionReceipt> found = orEmpty(hashes);
			if (atOnce) {
				Lookout.this.instant = found.isPresent();
			}
			return found;
		}

		private boolean isWorthIt() {
			return areFew() || !Lookout.this.clock.instant().isBefore(this.asked.plus(ASKED_ANYWAY))
					|| isMined(this.nonce);
		}

		private Optional<TransactionReceipt> orEmpty(List<String> hashes) {
			try {
				return mined(hashes);
			}
			catch (ChainException ex) {
				return Optional.empty();
			}
		}

		@Override
		public void close() {
			Lookout.this.watching.decrementAndGet();
		}

	}

}
