package org.obol.x402.chain;

import java.math.BigInteger;
import java.util.Locale;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import org.obol.x402.evm.EvmAccount;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the transactions of one account to the node. Many are under way beside each
 * other. The node is asked for the next nonce only while none is, so its answer counts
 * them all; and a transaction that it refused because of its nonce is tried again alone.
 */
final class Outbox {

	private static final Logger LOGGER = LoggerFactory.getLogger(Outbox.class);

	private static final int ATTEMPTS = 4;

	private final ChainClient chain;

	private final EvmAccount account;

	private final Nonces nonces = new Nonces();

	private final Lock beside;

	private final Lock alone;

	Outbox(ChainClient chain, EvmAccount account) {
		this.chain = chain;
		this.account = account;
		ReadWriteLock turns = new ReentrantReadWriteLock(true);
		this.beside = turns.readLock();
		this.alone = turns.writeLock();
	}

	/**
	 * Gives a transaction its nonce and hands it over.
	 * @throws ChainException when the node doesn't tell the next nonce
	 */
	Posted post(Draft draft) {
		Posted posted = postBeside(draft);
		for (int attempt = 1; attempt < ATTEMPTS && isAboutNonce(posted); attempt++) {
			posted = postAlone(draft);
		}
		if (posted instanceof Posted.Refused(BigInteger nonce, String ignored)) {
			close(nonce, draft.fees());
		}
		return posted;
	}

	/** Hands another transaction over in the place of one that was taken. */
	Posted replace(BigInteger nonce, Draft draft) {
		return postAgain(draft.sign(this.account, chainId(), nonce));
	}

	/**
	 * Hands a transaction over once more, to which the node did not answer. Whatever it
	 * says now, it may have taken it the first time.
	 */
	Posted.Taken repeat(Draft.Signed signed) {
		return new Posted.Taken(signed, !(postAgain(signed) instanceof Posted.Taken taken) || taken.answered());
	}

	private Posted postAgain(Draft.Signed signed) {
		this.beside.lock();
		try {
			return handOver(signed);
		}
		finally {
			this.beside.unlock();
		}
	}

	/**
	 * Nobody waits for a transaction any more.
	 * @param nonce its nonce
	 * @param mined whether it is in a block; if not, the pool may have dropped it, and
	 * its nonce is free
	 */
	void done(BigInteger nonce, boolean mined) {
		if (mined) {
			this.nonces.used(nonce);
		}
		else {
			this.nonces.giveBack(nonce);
		}
	}

	private Posted postBeside(Draft draft) {
		while (true) {
			this.beside.lock();
			try {
				BigInteger nonce = this.nonces.take().orElse(null);
				if (nonce != null) {
					return post(draft, nonce);
				}
			}
			finally {
				this.beside.unlock();
			}
			learn();
		}
	}

	private void learn() {
		this.alone.lock();
		try {
			if (!this.nonces.isKnown()) {
				this.nonces.startAt(this.chain.nextNonce(this.account.address()));
			}
		}
		finally {
			this.alone.unlock();
		}
	}

	private Posted postAlone(Draft draft) {
		this.alone.lock();
		try {
			this.nonces.startAt(this.chain.nextNonce(this.account.address()));
			return post(draft, this.nonces.take().orElseThrow());
		}
		finally {
			this.alone.unlock();
		}
	}

	private Posted post(Draft draft, BigInteger nonce) {
		boolean taken = false;
		try {
			Posted posted = handOver(draft.sign(this.account, chainId(), nonce));
			taken = posted instanceof Posted.Taken;
			return posted;
		}
		finally {
			if (!taken) {
				this.nonces.giveBack(nonce);
			}
		}
	}

	/** Others that were taken with higher nonces would wait for this one for ever. */
	private void close(BigInteger refused, Fees fees) {
		this.alone.lock();
		try {
			if (!this.nonces.isWaitedFor(refused)) {
				return;
			}
			this.nonces.startAt(this.chain.nextNonce(this.account.address()));
			BigInteger gap = this.nonces.take().orElseThrow();
			if (this.nonces.isWaitedFor(gap)) {
				Posted posted = post(Draft.ofNothing(this.account, fees.bumped()), gap);
				LOGGER.warn("Others wait for nonce {}, which was refused; use it for nothing: {}", gap, posted);
			}
			// Nobody looks after it: what became of it, the node tells.
			this.nonces.giveBack(gap);
		}
		catch (ChainException ex) {
			LOGGER.warn("Others wait for nonce {}, which was refused; the next transaction will have it", refused);
		}
		finally {
			this.alone.unlock();
		}
	}

	/** No answer counts as taken, because it may be. */
	private Posted handOver(Draft.Signed signed) {
		try {
			String refusal = this.chain.broadcast(signed.raw()).orElse(null);
			return (refusal == null || refusal.toLowerCase(Locale.ROOT).contains("already known"))
					? new Posted.Taken(signed, true) : new Posted.Refused(signed.nonce(), refusal);
		}
		catch (ChainException ex) {
			LOGGER.warn("No answer to transaction {}, looking for it on the chain", signed.hash());
			return new Posted.Taken(signed, false);
		}
	}

	private long chainId() {
		return this.chain.network().chainId();
	}

	private static boolean isAboutNonce(Posted posted) {
		if (posted instanceof Posted.Refused(BigInteger ignored, String why)) {
			String text = why.toLowerCase(Locale.ROOT);
			return text.contains("nonce") || text.contains("underpriced");
		}
		return false;
	}

	/** What the node said to a transaction. */
	sealed interface Posted {

		/** The node has it; or may have it, where it did not answer. */
		record Taken(Draft.Signed transaction, boolean answered) implements Posted {

			@Override
			public String toString() {
				return this.transaction.hash();
			}

		}

		/** The node doesn't have it. */
		record Refused(BigInteger nonce, String why) implements Posted {
		}

	}

}
