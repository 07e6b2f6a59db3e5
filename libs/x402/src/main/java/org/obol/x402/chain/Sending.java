package org.obol.x402.chain;

import java.util.List;

import org.web3j.protocol.core.methods.response.TransactionReceipt;

/**
 * What became of a transaction of ours.
 */
public sealed interface Sending {

	/**
	 * It is in a block; its own status says whether it succeeded.
	 *
	 * @param receipt the receipt
	 */
	record Mined(TransactionReceipt receipt) implements Sending {
	}

	/**
	 * The contract would refuse it, so it wasn't sent.
	 *
	 * @param detail what the node says
	 */
	record WouldRevert(String detail) implements Sending {
	}

	/**
	 * It wasn't sent: the node refused it, or wasn't there.
	 *
	 * @param detail what the node says
	 */
	record NotSent(String detail) implements Sending {
	}

	/**
	 * It was sent and isn't in a block yet.
	 *
	 * @param hashes its hash, and those of its replacements with a higher fee; at most
	 * one of them can be mined
	 */
	record Pending(List<String> hashes) implements Sending {

		public Pending {
			hashes = List.copyOf(hashes);
		}

	}

}
