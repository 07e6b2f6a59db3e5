package org.obol.demoagent.chain;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/**
 * A token this agent knows by name.
 *
 * @param symbol the token's symbol
 * @param address the token's contract
 * @param decimals how many decimals an atomic amount has
 */
public record Token(String symbol, String address, int decimals) {

	private static final Token SEPOLIA_USDC = new Token("USDC", "0x036CbD53842c5426634e7929541eC2318f3dCF7e", 6);

	private static final Token SEPOLIA_OBOL = new Token("OBOL", "0x0a09371a8b011d5110656ceBCc70603e53FD2c78", 18);

	private static final Token BASE_USDC = new Token("USDC", "0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913", 6);

	private static final Token ETHEREUM_USDC = new Token("USDC", "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48", 6);

	private static final Token ETHEREUM_OBOL = new Token("OBOL", "0x0B010000b7624eb9B3DfBC279673C76E9D29D5F7", 18);

	public static List<Token> knownOn(long chainId) {
		return switch (Math.toIntExact(chainId)) {
			case 1 -> List.of(ETHEREUM_USDC, ETHEREUM_OBOL);
			case 8453 -> List.of(BASE_USDC);
			case 84532 -> List.of(SEPOLIA_USDC, SEPOLIA_OBOL);
			default -> List.of();
		};
	}

	/**
	 * The amount as people write it, without trailing zeros.
	 * @param atomic the atomic amount
	 * @return amount and symbol
	 */
	public String format(BigInteger atomic) {
		return decimal(atomic, this.decimals) + " " + this.symbol;
	}

	/**
	 * An integer amount with its decimal point put in.
	 * @param atomic the atomic amount
	 * @param decimals how many decimals it has
	 * @return the decimal number, without trailing zeros
	 */
	public static String decimal(BigInteger atomic, int decimals) {
		BigDecimal amount = new BigDecimal(atomic, decimals).stripTrailingZeros();
		return amount.toPlainString();
	}

}
