package org.obol.shell.wallet;

import com.google.gson.JsonObject;
import java.math.BigInteger;
import java.util.Optional;
import org.obol.shell.chain.Chain;
import org.obol.shell.grammar.RefusedException;

/** Sends transactions from a wallet and waits until they are on the chain. */
public final class Sender {

	private static final int LOOKS = 240;

	private static final long PAUSE_MILLIS = 250;

	private static final BigInteger TIP = BigInteger.valueOf(1_000_000_000);

	private final TransactionKey key;

	private final Chain chain;

	Sender(TransactionKey key, Chain chain) {
		this.key = key;
		this.chain = chain;
	}

	/**
	 * Calls a contract in a transaction.
	 * @param to the contract
	 * @param data the call
	 * @return the receipt of a transaction that succeeded
	 * @throws RefusedException if the contract refuses, the gas can't be paid, or the
	 * transaction does not make it within a minute
	 */
	public JsonObject send(String to, String data) {
		String from = this.key.address();
		BigInteger gas = this.chain.gas(from, to, data).multiply(BigInteger.valueOf(12)).divide(BigInteger.TEN);
		BigInteger most = this.chain.gasPrice().shiftLeft(1).add(TIP);
		if (this.chain.coins(from).compareTo(gas.multiply(most)) < 0) {
			throw new RefusedException("Wallet " + from + " can't pay the gas; it needs about "
					+ new java.math.BigDecimal(gas.multiply(most), 18).stripTrailingZeros().toPlainString()
					+ " ETH (on a dev chain `obol wallet fund` gives some)");
		}
		return succeeded(this.chain.send(this.key.sign(new TransactionKey.Unsigned(this.chain.network().chainId(),
				this.chain.nonce(from), gas, to, data, TIP.min(most), most))));
	}

	private JsonObject succeeded(String hash) {
		for (int i = 0; i < LOOKS; i++) {
			Optional<JsonObject> receipt = this.chain.receipt(hash);
			if (receipt.isPresent()) {
				// A transaction that was mined may still have failed.
				if (Chain.quantity(receipt.get().get("status")).signum() == 0) {
					throw new RefusedException("Transaction " + hash + " failed on the chain");
				}
				return receipt.get();
			}
			pause();
		}
		throw new RefusedException("Transaction " + hash + " is not on the chain yet; look for it before trying again");
	}

	private static void pause() {
		try {
			Thread.sleep(PAUSE_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new RefusedException("Cancelled", ex);
		}
	}

}
