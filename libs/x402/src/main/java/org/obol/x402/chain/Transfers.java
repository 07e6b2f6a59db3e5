package org.obol.x402.chain;

import org.obol.x402.AtomicAmount;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/**
 * Reads receipts of transactions that should have moved a token.
 */
public final class Transfers {

	private Transfers() {
	}

	/**
	 * Whether a transaction really moved the money. A successful one alone proves
	 * nothing: some tokens don't revert on a used nonce.
	 * @param receipt the transaction's receipt
	 * @param asset the token
	 * @param from the payer
	 * @param to the seller
	 * @param amount atomic units
	 * @return true when it succeeded and the token says so in an event
	 */
	public static boolean happenedIn(TransactionReceipt receipt, String asset, String from, String to,
			AtomicAmount amount) {
		return receipt.isStatusOK() && TransferLog.contains(receipt.getLogs(), asset, from, to, amount);
	}

}
