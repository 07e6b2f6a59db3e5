package org.obol.x402.chain;

import java.math.BigInteger;
import java.util.Optional;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * Which transaction nonces of an account are free. None is given to a second transaction
 * while the first one's fate is open. What comes next is known until a nonce is given
 * back; then the node has to be asked. Safe for use by many threads.
 */
final class Nonces {

	private final TreeSet<BigInteger> out = new TreeSet<>();

	private @Nullable BigInteger next;

	/** The lowest free nonce, from now on not free; empty while it isn't known. */
	synchronized Optional<BigInteger> take() {
		if (this.next == null) {
			return Optional.empty();
		}
		BigInteger nonce = this.next;
		while (!this.out.add(nonce)) {
			nonce = nonce.add(BigInteger.ONE);
		}
		this.next = nonce.add(BigInteger.ONE);
		return Optional.of(nonce);
	}

	/** What the node names as next; what is out is left out, even if the node lost it. */
	synchronized void startAt(BigInteger first) {
		this.next = first;
	}

	synchronized boolean isKnown() {
		return this.next != null;
	}

	/** The transaction is in a block. */
	synchronized void used(BigInteger nonce) {
		this.out.remove(nonce);
	}

	/** The transaction wasn't taken, or may have been dropped. */
	synchronized void giveBack(BigInteger nonce) {
		this.out.remove(nonce);
		this.next = null;
	}

	/** Whether transactions with higher nonces are out: they can't be mined before it. */
	synchronized boolean isWaitedFor(BigInteger nonce) {
		return this.out.higher(nonce) != null;
	}

}
