package org.obol.x402;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tokens prices may be asked in. The standard table holds USDC on nine chains
 * (Circle's addresses, EIP-3009) and OBOL on two (Permit2); an operator may add more.
 */
public final class TokenRegistry {

	private static final String USD_COIN = "USD Coin";

	private static final TokenRegistry STANDARD = new TokenRegistry(
			List.of(usdc(8453, "0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913", USD_COIN),
					usdc(84532, "0x036CbD53842c5426634e7929541eC2318f3dCF7e", "USDC"),
					usdc(1, "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48", USD_COIN),
					usdc(137, "0x3c499c542cEF5E3811e1192ce70d8cC03d5c3359", USD_COIN),
					usdc(80002, "0x41E94Eb019C0762f9Bfcf9Fb1E58725BfB0e7582", "USDC"),
					usdc(43114, "0xB97EF9Ef8734C71904D8002F8b6Bc66Dd9c48a6E", USD_COIN),
					usdc(43113, "0x5425890298aed601595a70AB815c96711a31Bc65", USD_COIN),
					usdc(42161, "0xaf88d065e77c8cC2239327C5EDb3A432268e5831", USD_COIN),
					usdc(421614, "0x75faf114eafb1BDbe2F0316DF893fd58CE46AA4d", USD_COIN),
					obol(1, "0x0B010000b7624eb9B3DfBC279673C76E9D29D5F7"),
					obol(84532, "0x0a09371a8b011d5110656ceBCc70603e53FD2c78")));

	private final List<Token> tokens;

	private TokenRegistry(List<Token> tokens) {
		this.tokens = List.copyOf(tokens);
	}

	/**
	 * The built-in table.
	 * @return USDC and OBOL
	 */
	public static TokenRegistry standard() {
		return STANDARD;
	}

	/**
	 * This table with one token more; a token of the same chain and symbol is replaced.
	 * @param token the addition
	 * @return a new table
	 */
	public TokenRegistry with(Token token) {
		List<Token> all = new ArrayList<>(this.tokens);
		all.removeIf(
				(other) -> other.network().equals(token.network()) && other.symbol().equalsIgnoreCase(token.symbol()));
		all.add(token);
		return new TokenRegistry(all);
	}

	/**
	 * All tokens, in the order of the table.
	 * @return immutable list
	 */
	public List<Token> tokens() {
		return this.tokens;
	}

	/**
	 * The token people mean by a symbol on a chain.
	 * @param network the chain
	 * @param symbol for example {@code USDC}, in any case
	 * @return the token, or empty when the table has none
	 */
	public Optional<Token> bySymbol(Network network, String symbol) {
		return this.tokens.stream()
			.filter((token) -> token.network().equals(network) && token.symbol().equalsIgnoreCase(symbol))
			.findFirst();
	}

	/**
	 * The token at an address.
	 * @param network the chain
	 * @param address the contract, in any case
	 * @return the token, or empty when the table has none
	 */
	public Optional<Token> byAddress(Network network, String address) {
		return this.tokens.stream()
			.filter((token) -> token.network().equals(network) && token.address().equalsIgnoreCase(address))
			.findFirst();
	}

	private static Token usdc(long chainId, String address, String domainName) {
		return new Token(Network.evm(chainId), address, "USDC", 6, domainName, "2", TransferMethod.EIP3009);
	}

	private static Token obol(long chainId, String address) {
		return new Token(Network.evm(chainId), address, "OBOL", 18, "Obol Network", "1", TransferMethod.PERMIT2);
	}

}
