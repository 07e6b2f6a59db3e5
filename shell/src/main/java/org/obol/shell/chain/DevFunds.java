package org.obol.shell.chain;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigInteger;
import org.obol.shell.grammar.RefusedException;
import org.obol.x402.AtomicAmount;
import org.obol.x402.Token;

/**
 * Gives play money to accounts. Works on a dev chain only, whose test tokens anybody may
 * mint.
 */
public final class DevFunds {

	private static final String MINT = "0x40c10f19";

	private static final int LOOKS = 50;

	private final Chain chain;

	private DevFunds(Chain chain) {
		this.chain = chain;
	}

	/**
	 * Opens the purse.
	 * @param chain where
	 * @return the purse
	 * @throws RefusedException for a chain whose money is real, or might be
	 */
	public static DevFunds on(Chain chain) {
		if (!chain.isDevChain()) {
			throw new RefusedException("This is not a dev chain (anvil), so nothing can be minted on it; "
					+ "send funds to the wallet's address instead");
		}
		return new DevFunds(chain);
	}

	/**
	 * Sets what an account has of the chain's own coin, unless it has more already.
	 * @param address the account
	 * @param wei how much
	 */
	public void coins(String address, BigInteger wei) {
		if (this.chain.coins(address).compareTo(wei) < 0) {
			this.chain.rpc().call("anvil_setBalance", address, "0x" + wei.toString(16));
		}
	}

	/**
	 * Mints a test token. The account must have coins for the gas.
	 * @param token the token
	 * @param address who gets it
	 * @param amount how much
	 * @return the transaction's hash
	 * @throws RefusedException if the token can't be minted here
	 */
	public String mint(Token token, String address, AtomicAmount amount) {
		JsonObject transaction = new JsonObject();
		transaction.addProperty("from", address);
		transaction.addProperty("to", token.address());
		transaction.addProperty("data", MINT + Chain.word(address) + Chain.word(amount.value()));
		this.chain.rpc().call("anvil_impersonateAccount", address);
		try {
			String hash = this.chain.rpc().call("eth_sendTransaction", transaction).getAsString();
			requireSuccess(hash, token);
			return hash;
		}
		finally {
			this.chain.rpc().call("anvil_stopImpersonatingAccount", address);
		}
	}

	private void requireSuccess(String hash, Token token) {
		for (int i = 0; i < LOOKS; i++) {
			JsonElement receipt = this.chain.rpc().call("eth_getTransactionReceipt", hash);
			if (receipt.isJsonObject()) {
				if (Chain.quantity(receipt.getAsJsonObject().get("status")).signum() == 0) {
					throw new RefusedException("Minting " + token.symbol() + " failed in transaction " + hash);
				}
				return;
			}
			pause();
		}
		throw new RefusedException("Minting " + token.symbol() + " is not on the chain yet: transaction " + hash);
	}

	private static void pause() {
		try {
			Thread.sleep(100);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new RefusedException("Cancelled", ex);
		}
	}

}
