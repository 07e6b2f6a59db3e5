package org.obol.shell.chain;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigInteger;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
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
		JsonObject call = new JsonObject();
		call.addProperty("to", token.address());
		call.addProperty("data", BALANCE_OF + word(address));
		String result = this.rpc.call("eth_call", call, "latest").getAsString();
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

	JsonRpc rpc() {
		return this.rpc;
	}

	static BigInteger quantity(JsonElement hex) {
		String text = hex.getAsString();
		return new BigInteger(text.substring(2), 16);
	}

	static String word(String address) {
		return word(new BigInteger(address.substring(2), 16));
	}

	static String word(BigInteger number) {
		String digits = number.toString(16);
		return "0".repeat(WORD_DIGITS - digits.length()) + digits;
	}

}
