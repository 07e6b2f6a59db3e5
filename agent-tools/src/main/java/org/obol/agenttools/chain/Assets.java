package org.obol.agenttools.chain;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.obol.agenttools.tool.Parameter;
import org.obol.agenttools.tool.ToolRefusedException;
import org.obol.x402.AtomicAmount;
import org.obol.x402.Token;
import org.obol.x402.TokenRegistry;
import org.obol.x402.evm.EvmAddress;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Finds out what an asset is: the chain's own coin, a token of the table, or any ERC-20.
 */
@Component
public class Assets {

	/** How an agent names an asset. */
	public static final Parameter PARAMETER = Parameter
		.of("asset", "A token's symbol such as USDC, a token's contract address, or native. Native if left out.",
				"[A-Za-z0-9.]{1,16}|0x[0-9a-fA-F]{40}", "a token's symbol or contract address, or native")
		.optional();

	private static final String DECIMALS = "0x313ce567";

	private static final String SYMBOL = "0x95d89b41";

	private static final String BALANCE_OF = "0x70a08231";

	private static final int WORD = 64;

	private static final int MOST_DECIMALS = 36;

	private final TokenRegistry registry = TokenRegistry.standard();

	/**
	 * Finds an asset.
	 * @param rpc the chain
	 * @param name {@code native}, a symbol of the table, or a contract's address
	 * @return the asset
	 * @throws InterruptedException if this thread is to stop
	 */
	public Asset find(Rpc rpc, String name) throws InterruptedException {
		if ("native".equalsIgnoreCase(name) || "ETH".equalsIgnoreCase(name)) {
			return new Asset(Asset.NATIVE, "native coin", 18, true);
		}
		if (!EvmAddress.isValid(name)) {
			Token token = this.registry.bySymbol(rpc.network(), name)
				.orElseThrow(() -> new ToolRefusedException("The token " + name + " is not in the table of "
						+ rpc.network().displayName() + "; give its contract's address if you are sure of it."));
			return known(token);
		}
		Optional<Token> token = this.registry.byAddress(rpc.network(), name);
		return token.isPresent() ? known(token.get()) : ask(rpc, EvmAddress.checksummed(name));
	}

	private static Asset known(Token token) {
		return new Asset(EvmAddress.checksummed(token.address()), token.symbol(), token.decimals(), true);
	}

	private static Asset ask(Rpc rpc, String address) throws InterruptedException {
		String notOne = address + " is not a token on " + rpc.network().displayName() + ".";
		try {
			String decimals = call(rpc, address, DECIMALS);
			if (decimals.matches("0x0{62}[0-9a-fA-F]{2}") && word(decimals).intValue() <= MOST_DECIMALS) {
				return new Asset(address, symbol(call(rpc, address, SYMBOL)), word(decimals).intValue(), false);
			}
		}
		catch (RpcRefusedException ex) {
			throw new ToolRefusedException(notOne);
		}
		throw new ToolRefusedException(notOne);
	}

	/** A contract can call itself anything, also something that is not a name. */
	private static String symbol(String answer) {
		if (answer.length() < 2 + 3 * WORD || answer.length() > 2 + 8 * WORD) {
			return "?";
		}
		byte[] bytes = HexFormat.of().parseHex(answer, 2 + 2 * WORD, answer.length());
		String text = new String(bytes, StandardCharsets.US_ASCII).replace("\0", "");
		return text.matches("[A-Za-z0-9.$_-]{1,16}") ? text : "?";
	}

	/**
	 * How much an account has.
	 * @param rpc the chain
	 * @param asset what
	 * @param owner the account
	 * @param block a block's number in hex, or {@code latest}
	 * @return atomic units
	 * @throws InterruptedException if this thread is to stop
	 */
	public static BigInteger balance(Rpc rpc, Asset asset, String owner, String block) throws InterruptedException {
		if (asset.isNative()) {
			return rpc.number("eth_getBalance", owner, block);
		}
		String data = BALANCE_OF + "0".repeat(24) + owner.substring(2).toLowerCase(Locale.ROOT);
		return word(rpc.call("eth_call", Map.of("to", asset.address(), "data", data), block).asString(""));
	}

	private static String call(Rpc rpc, String to, String data) throws InterruptedException {
		JsonNode answer = rpc.call("eth_call", Map.of("to", to, "data", data), "latest");
		return answer.asString("");
	}

	private static BigInteger word(String answer) {
		if (!answer.matches("0x[0-9a-fA-F]{64,}")) {
			throw new ToolRefusedException("There is no token at this address.");
		}
		return new BigInteger(answer.substring(2, 2 + WORD), 16);
	}

	/**
	 * What can be owned.
	 *
	 * @param address the contract with its checksum, or {@value #NATIVE}
	 * @param symbol what people call it; {@code ?} if its contract gives no usable name
	 * @param decimals how many decimals one unit has
	 * @param known whether it is in the suite's table, so that the symbol can be trusted
	 */
	public record Asset(String address, String symbol, int decimals, boolean known) {

		/** The chain's own coin. */
		public static final String NATIVE = "native";

		/**
		 * Tells whether this is the chain's own coin.
		 * @return false for a token
		 */
		public boolean isNative() {
			return NATIVE.equals(this.address);
		}

		/**
		 * As people write it.
		 * @param atomic atomic units
		 * @return decimal
		 */
		public String decimal(BigInteger atomic) {
			BigDecimal decimal = new BigDecimal(atomic, this.decimals).stripTrailingZeros();
			return decimal.toPlainString();
		}

		/**
		 * As contracts count.
		 * @param decimal decimal, not negative
		 * @return atomic units
		 * @throws ToolRefusedException if there are more decimals than the asset has, or
		 * nothing is left
		 */
		public AtomicAmount atomic(String decimal) {
			try {
				BigInteger value = new BigDecimal(decimal).movePointRight(this.decimals).toBigIntegerExact();
				if (value.signum() > 0) {
					return new AtomicAmount(value);
				}
			}
			catch (ArithmeticException ex) {
				// Falls through: the sentence is the same.
			}
			throw new ToolRefusedException(
					"An amount of " + this.symbol + " is above 0 and has at most " + this.decimals + " decimals.");
		}

	}

}
