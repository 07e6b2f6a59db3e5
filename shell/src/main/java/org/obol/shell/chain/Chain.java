package org.obol.shell.chain;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigInteger;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.obol.shell.grammar.RefusedException;
import org.obol.shell.place.Place;
import org.obol.x402.AtomicAmount;
import org.obol.x402.Network;
import org.obol.x402.Token;

/** An EVM chain, for reading what accounts have. Amounts are atomic units. */
public final class Chain {

	private static final String BALANCE_OF = "0x70a08231";

	private static final int WORD_DIGITS = 64;

	private final JsonRpc rpc;

	private Chain(URI url) {
		this.rpc = new JsonRpc(url);
	}

	/**
	 * The chain at an endpoint.
	 * @param rpcUrl its JSON-RPC endpoint
	 * @return the chain; nothing has been asked yet
	 */
	public static Chain at(URI rpcUrl) {
		return new Chain(rpcUrl);
	}

	/**
	 * The chain that a command works with.
	 * @param place where things are
	 * @return the chain
	 * @throws RefusedException if no endpoint is known
	 */
	public static Chain at(Place place) {
		return at(place.rpcUrl()
			.orElseThrow(() -> new RefusedException(
					"No chain is known. Start the suite with `obol up`, or name an endpoint with --rpc-url")));
	}

	/**
	 * Which chain it is.
	 * @return its network
	 */
	public Network network() {
		return Network.evm(quantity(this.rpc.call("eth_chainId")).longValueExact());
	}

	/**
	 * What an account has of the chain's own coin.
	 * @param address the account
	 * @return wei
	 */
	public BigInteger coins(String address) {
		return quantity(this.rpc.call("eth_getBalance", address, "latest"));
	}

	/**
	 * What an account has of a token.
	 * @param token the token
	 * @param address the account
	 * @return atomic units; empty if there is no such token on this chain
	 */
	public Optional<AtomicAmount> balance(Token token, String address) {
		String result = call(token.address(), BALANCE_OF + word(address));
		return (result.length() == 2 + WORD_DIGITS)
				? Optional.of(new AtomicAmount(new BigInteger(result.substring(2), 16))) : Optional.empty();
	}

	/**
	 * Whether money on this chain is worth nothing.
	 * @return true for anvil exactly
	 */
	public boolean isDevChain() {
		return this.rpc.call("web3_clientVersion").getAsString().toLowerCase(Locale.ROOT).startsWith("anvil/");
	}

	/**
	 * Whether there is a contract.
	 * @param address where
	 * @return true if there is code
	 */
	public boolean hasCode(String address) {
		return this.rpc.call("eth_getCode", address, "latest").getAsString().length() > 2;
	}

	/**
	 * Calls a contract without changing anything.
	 * @param to the contract
	 * @param data the call
	 * @return what it returns, 0x and hex digits
	 */
	public String call(String to, String data) {
		return this.rpc.call("eth_call", transaction(null, to, data), "latest").getAsString();
	}

	/**
	 * Events of a contract since the beginning of the chain.
	 * @param contract the contract
	 * @param topics what must be in them; null matches anything
	 * @return the log entries
	 */
	public JsonArray logs(String contract, @Nullable String... topics) {
		JsonArray wanted = new JsonArray();
		for (String topic : topics) {
			wanted.add(topic);
		}
		JsonObject filter = new JsonObject();
		filter.addProperty("address", contract);
		filter.addProperty("fromBlock", "earliest");
		filter.add("topics", wanted);
		return this.rpc.call("eth_getLogs", filter).getAsJsonArray();
	}

	/**
	 * How many transactions an account has sent.
	 * @param address the account
	 * @return the nonce of its next one
	 */
	public BigInteger nonce(String address) {
		return quantity(this.rpc.call("eth_getTransactionCount", address, "pending"));
	}

	/**
	 * How much gas a transaction needs.
	 * @param from who sends it
	 * @param to the contract
	 * @param data the call
	 * @return gas units
	 * @throws RefusedException if the contract refuses the call
	 */
	public BigInteger gas(String from, String to, String data) {
		return quantity(this.rpc.call("eth_estimateGas", transaction(from, to, data)));
	}

	/**
	 * What gas costs.
	 * @return wei for a unit of gas
	 */
	public BigInteger gasPrice() {
		return quantity(this.rpc.call("eth_gasPrice"));
	}

	/**
	 * Sends a signed transaction.
	 * @param signed 0x and hex digits
	 * @return its hash
	 */
	public String send(String signed) {
		return this.rpc.call("eth_sendRawTransaction", signed).getAsString();
	}

	/**
	 * The receipt of a transaction.
	 * @param hash its hash
	 * @return the receipt, once it is on the chain
	 */
	public Optional<JsonObject> receipt(String hash) {
		JsonElement receipt = this.rpc.call("eth_getTransactionReceipt", hash);
		return receipt.isJsonObject() ? Optional.of(receipt.getAsJsonObject()) : Optional.empty();
	}

	private static JsonObject transaction(@Nullable String from, String to, String data) {
		JsonObject transaction = new JsonObject();
		if (from != null) {
			transaction.addProperty("from", from);
		}
		transaction.addProperty("to", to);
		transaction.addProperty("data", data);
		return transaction;
	}

	JsonRpc rpc() {
		return this.rpc;
	}

	/**
	 * Reads a quantity as JSON-RPC writes it.
	 * @param hex 0x and hex digits
	 * @return the number
	 */
	public static BigInteger quantity(JsonElement hex) {
		String text = hex.getAsString();
		return new BigInteger(text.substring(2), 16);
	}

	/**
	 * An address as a word of 32 bytes.
	 * @param address 0x and 40 hex digits
	 * @return 64 hex digits
	 */
	public static String word(String address) {
		return word(new BigInteger(address.substring(2), 16));
	}

	static String word(BigInteger number) {
		String digits = number.toString(16);
		return "0".repeat(WORD_DIGITS - digits.length()) + digits;
	}

}
